#include "accessdrift/format/ldif/ldif.h"

#include "accessdrift/format/cut_list.h"
#include "accessdrift/format/ldif/entries.h"
#include "accessdrift/format/ldif/groups.h"
#include "accessdrift/format/ldif/people.h"

namespace accessdrift::ldif {
namespace {

bool is_person(const Listed& listed) {
  return listed.kind == Kind::Person || listed.kind == Kind::Service;
}

}  // namespace

bool recognizes(NodeView root) {
  bool is_certain = false;
  bool is_template = false;
  each_entry(root, [&](const Entry& entry) {
    is_certain = is_certain || entry.kind() != Kind::Other;
    is_template = is_template || entry.dn().scalar().find("{{") != std::string_view::npos;
  });
  return is_certain && !is_template;
}

void read(SourceReading& reading) {
  Entries entries(reading);
  People people(reading);
  Groups groups(reading, entries, people);
  for (const Listed& listed : entries.all()) {
    if (is_person(listed)) people.note(listed);
  }
  for (Listed& listed : entries.all()) {
    if (is_person(listed)) people.declare(listed);
  }
  groups.name_all();
  for (Listed& listed : entries.all()) {
    if (listed.kind == Kind::Group) groups.add_members(listed);
  }
  for (Listed& listed : entries.all()) {
    if (listed.kind != Kind::Other) groups.add_memberships(listed);
  }
  groups.declare();
  if (const Span said = entries.said_partial(); said.is_known())
    source::open_directory(reading, said);
}

}  // namespace accessdrift::ldif
