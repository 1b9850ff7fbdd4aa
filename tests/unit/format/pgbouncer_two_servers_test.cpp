#include <doctest/doctest.h>

#include <memory>
#include <set>
#include <string>

#include "accessdrift/document/read.h"
#include "accessdrift/format/pgbouncer/two_servers.h"

namespace accessdrift::pgbouncer {
namespace {

/// One file, as PgBouncer 1.22 and PostgreSQL 17 read it.
class Compared {
 public:
  explicit Compared(const std::string& bytes)
      : file_(*read_lines(std::make_shared<const SourceText>("hba.conf", bytes))),
        here_(hba::read_rules(file_, {}, *hba::pgbouncer_dialect("1.22"))),
        there_(hba::read_rules(file_, {}, *hba::postgresql_dialect("17"))),
        all_(compare_servers(here_, there_)) {}

  [[nodiscard]] const TwoServers& all() const { return all_; }
  [[nodiscard]] bool is_told(std::string_view role, std::string_view database,
                             DecidedOtherwise::If hangs_on) const {
    for (const DecidedOtherwise& one : all_.all) {
      if (one.witness.role == role && one.witness.database == database && one.hangs_on == hangs_on)
        return true;
    }
    return false;
  }

 private:
  Document file_;
  hba::Rules here_, there_;
  TwoServers all_;
};

using If = DecidedOtherwise::If;

TEST_CASE("compare_servers: a role that is called as its database") {
  const Compared compared("host all bob all reject\nhost sameuser all 10.0.0.0/8 md5\n");
  CHECK(compared.is_told("bob", "bob", If::Nothing));
}

TEST_CASE("compare_servers: what hangs on members, names and patterns is told as that") {
  const Compared compared(
      "host all +staff 0.0.0.0/0 reject\n"
      "host pay,\"/^pay\" ana db.example reject\n"
      "host pay ana 10.0.0.0/8 md5\n");
  CHECK(compared.is_told("ana", "pay", If::RuleFits));
  CHECK_FALSE(compared.is_told("ana", "pay", If::Nothing));
}

TEST_CASE("compare_servers: a pattern that fits a name is no question") {
  const Compared compared("host /^pay all 0.0.0.0/0 reject\nhost payroll ana 10.0.0.0/8 md5\n");
  CHECK(compared.is_told("ana", "payroll", If::Nothing));
}

TEST_CASE("compare_servers: of a long file each line has its part of what is looked at") {
  constexpr std::size_t kLines = 2'000;
  std::string bytes;
  for (std::size_t i = 0; i < kLines; ++i) {
    const std::string number = std::to_string(i);
    bytes += "host db" + number + " +group" + number + " 10.0.0.0/8 reject\n";
    bytes += "hostssl all role" + number + ",role" + std::to_string(i + 1) + " 10.0.0.0/8 md5\n";
  }
  const Compared compared(bytes);
  CHECK_FALSE(compared.all().is_whole);
  std::set<const hba::Rule*> lines;
  for (const DecidedOtherwise& one : compared.all().all) lines.insert(one.by_postgresql);
  CHECK(lines.size() >= kLines);
}

}  // namespace
}  // namespace accessdrift::pgbouncer
