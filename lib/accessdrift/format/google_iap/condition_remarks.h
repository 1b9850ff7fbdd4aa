#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "accessdrift/cel/syntax.h"
#include "accessdrift/format/source_reading.h"
#include "accessdrift/model/expression.h"

/// What is odd about conditions of IAM, for `lint`: what they say and hardly mean.
namespace accessdrift::google_iap {

/// Whether names of resources have a number where a project's id was written, and which; nothing of
/// what is no id of a project that is told.
using NumberOf = std::function<std::string(std::string_view id)>;

/// Tells of a binding's condition: clocks, beginnings of paths, ends of hosts, ids of projects.
/// `tree` is what it parses to. Cost: linear.
void remark_on_condition(SourceReading::File& file, const ConditionText& written,
                         const cel::SyntaxTree& tree, const NumberOf& number_of);

/// Tells of a deny rule's condition: it may ask for tags of resources and nothing else.
void remark_on_denial(SourceReading::File& file, const ConditionText& written);

}  // namespace accessdrift::google_iap
