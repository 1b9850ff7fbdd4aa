#include "accessdrift/format/hoop/hoop.h"

#include "accessdrift/format/hoop/connections.h"
#include "accessdrift/format/hoop/gateway.h"
#include "accessdrift/format/hoop/guardrails.h"
#include "accessdrift/format/hoop/inspect.h"
#include "accessdrift/format/hoop/objects.h"
#include "accessdrift/format/hoop/protocols.h"
#include "accessdrift/format/hoop/remarks.h"
#include "accessdrift/format/hoop/reviews.h"
#include "accessdrift/format/hoop/runbooks.h"
#include "accessdrift/format/hoop/untold.h"

namespace accessdrift::hoop {

namespace {

/// Rules and plugins say nothing without what they are for.
void tell_missing_connections(SourceReading& reading, const Objects& objects) {
  if (!objects.of(Kind::Connection).empty() || objects.is_listed(Kind::Connection)) return;
  for (const Kind kind : {Kind::Plugin, Kind::AccessRequestRule, Kind::GuardRail, Kind::RunbookRule,
                          Kind::Attribute}) {
    const std::optional<Object>& first = objects.first_of(kind);
    if (!first) continue;
    Diagnostic& problem =
        source::warn(reading, "partial-source", "the connections are not here", first->node.span());
    problem.label = "so this is about nothing";
    problem.help = "export them: hoop admin get connections -o json";
    return;
  }
}

}  // namespace

bool recognizes(NodeView root) { return is_certain(root); }

void read(SourceReading& reading) {
  const Objects objects(reading);
  tell_missing_connections(reading, objects);
  Gateway gateway(reading, objects);
  read_connections(gateway);
  read_protocols(gateway);
  read_untold(gateway);
  read_visibility(gateway);
  const std::vector<AccessRule> rules = read_reviews(gateway);
  read_runbook_rules(gateway);
  read_guardrails(gateway);
  read_inspect(gateway);
  add_remarks(gateway, rules);
  gateway.write_sets();
  gateway.people.finish();
}

}  // namespace accessdrift::hoop
