#pragma once

#include "accessdrift/base/diagnostic.h"
#include "accessdrift/document/document.h"

/// Terraform's own file of a state, `terraform.tfstate`, or what `terraform state pull` prints.
namespace accessdrift::terraform {

[[nodiscard]] bool is_state_file(NodeView root);

/// What `terraform show -json` would print of it, with places in the file itself. Such a file does
/// not say what the providers' schemas call sensitive: of Google's and hoop's resources that is
/// what is called a secret, a private key or a password; of others everything. Cost: linear.
[[nodiscard]] Document shown(const Document& state_file, Diagnostics& problems);

}  // namespace accessdrift::terraform
