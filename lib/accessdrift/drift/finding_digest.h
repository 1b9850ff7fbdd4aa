#pragma once

#include <string>

#include "accessdrift/base/text_list.h"
#include "accessdrift/drift/roll_up.h"

namespace accessdrift {

/// Of a finding all that it is about, as it is printed, each sorted as bytes.
struct FindingTexts {
  TextList identities, resources, actions;
};
[[nodiscard]] FindingTexts texts_of(const Finding& finding, const Comparison& comparison);

/// `add1:` and 16 digits, over what changed, for whom and when (DESIGN §4): no line, text, name of
/// a group or constant that does not matter enters it.
[[nodiscard]] std::string digest_of(const Finding& finding, const FindingTexts& texts,
                                    const Comparison& comparison);

}  // namespace accessdrift
