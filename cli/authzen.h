#pragma once

#include <memory>
#include <optional>

#include "accessdrift/base/result.h"
#include "accessdrift/base/source_text.h"
#include "accessdrift/model/routed.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift::cli {

/// What one line asks for.
struct Evaluation {
  Request request;
  std::optional<UrlRequest> by_url;  ///< the resource's id is a URL, the action's name a method
};

/// Reads one evaluation request of AuthZEN (Authorization API 1.0): `subject` {type, id}, `action`
/// {name}, `resource` {type, id} and `context`, whose members are attributes, nested objects joined
/// by dots, typed by the side. What is not given is absent. What is not understood
/// (`properties` with anything in it, unknown keys) is an error: an answer that ignored it could be
/// wrong. A resource's id with `://` in it that no resource has is a URL.
///
/// Errors: `invalid-request`, those of `read_json` and of `with_absent`, `unknown-attribute`,
/// `wrong-type`. Whether action and resource exist is not asked.
[[nodiscard]] Result<Evaluation> read_evaluation(const std::shared_ptr<const SourceText>& line,
                                                 const Snapshot& snapshot);

}  // namespace accessdrift::cli
