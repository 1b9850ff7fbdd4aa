#pragma once

#include <optional>
#include <string>
#include <vector>

#include "accessdrift/interpreter/interpreter.h"
#include "accessdrift/model/request.h"
#include "accessdrift/query/asked.h"
#include "accessdrift/query/can.h"
#include "accessdrift/query/check.h"
#include "accessdrift/query/who.h"
#include "accessdrift/report/report.h"

namespace accessdrift {

// What `check`, `who` and `can` have to say about one side, as data: every writer serialises it.

/// Whom a question asked about.
struct AskedName {
  std::string name;       ///< as it was asked
  std::string id;         ///< as it is listed; empty for `anonymous` and who is not
  bool is_listed = true;  ///< false: what follows is what `anonymous` has
  bool is_active =
      true;  ///< false: listed, but cannot sign in; what follows is what `anonymous` has
  std::string suggestion;  ///< a listed id near to one that is not
};

struct CheckReport {
  ReportSide side;
  Request request;
  std::optional<UrlRequest> by_url;  ///< asked for so; then action and resource are what it means,
                                     ///< empty where it means none
  AskedName who;
  std::vector<std::string> not_told;  ///< declared attributes, sorted
  Outcome outcome = Outcome::Deny;
  AnswerText when;
};

struct WhoReport {
  ReportSide side;
  std::string action, resource;  ///< or a method and a URL
  bool is_by_url = false;
  struct Row {
    LabelledSet identities;
    bool includes_anonymous = false;
    AnswerText when;
  };
  std::vector<Row> rows;
};

struct CanReport {
  ReportSide side;
  AskedName who;
  struct Row {
    LabelledSet resources;
    std::vector<std::string> actions;
    AnswerText when;
  };
  std::vector<Row> rows;
  std::vector<std::string> limited;  ///< targets over a bound, as `action on resource`
};

/// Of `asked` the identity and what was told count; what is asked for the target says.
[[nodiscard]] CheckReport make_check_report(Inquiry& inquiry, const CheckAnswer& answer,
                                            Request asked, const AskedTarget& target,
                                            ReportSide side);
[[nodiscard]] WhoReport make_who_report(Inquiry& inquiry, WhoAnswer answer,
                                        const AskedTarget& target, ReportSide side);
[[nodiscard]] CanReport make_can_report(Inquiry& inquiry, CanAnswer answer, std::string who,
                                        const AskedIdentity& asked, ReportSide side);

/// The region of an answer in the words of its side; of a limited one *unknown*.
[[nodiscard]] AnswerText answer_text_of(Inquiry& inquiry, const CheckAnswer& answer);

}  // namespace accessdrift
