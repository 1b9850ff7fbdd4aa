#pragma once

#include <optional>

#include "accessdrift/document/document.h"

namespace accessdrift::terraform {

/// The same file with what Terraform marks as sensitive hidden: its bytes in the text, so that no
/// excerpt shows them, and its values behind names that tell equal ones from others. What has to be
/// known to tell who gets in stays as it is: `allUsers`, predefined roles, numbers and truth
/// values. Nothing if nothing is marked. Cost: linear.
[[nodiscard]] std::optional<Document> hidden(const Document& file);

}  // namespace accessdrift::terraform
