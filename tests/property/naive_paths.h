#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/model/declarations.h"
#include "naive_texts.h"

namespace accessdrift::naive {

/// A word that stands nowhere else.
inline constexpr std::string_view kOther = "q";

/// Whether a segment of a path or the labels of a host can be written so, in their normal form.
[[nodiscard]] bool is_word(const std::string& text);

/// The constants of all uses.
[[nodiscard]] std::set<std::string> texts_of(const std::vector<TextUse>& uses);

/// Paths such that any path is like one of them: the same patterns cover it, whatever host they are
/// for, and all uses say the same of it. Two of each kind that was found, where there are as many.
[[nodiscard]] std::set<std::string> representative_paths(
    const std::vector<const UrlPattern*>& patterns, const TextAnswers& answers);

}  // namespace accessdrift::naive
