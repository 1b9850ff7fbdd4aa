#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "accessdrift/cause/caused_findings.h"
#include "accessdrift/load/loader.h"
#include "tests/bench/in_memory.h"
#include "tests/bench/proxysql_rules.h"

/// rules_bench [ROLES LINES DATABASES [FOLDER]]: long lists of which the first rule that fits
/// decides, as PostgreSQL, PgBouncer and ProxySQL have them, all made up. Each edit is compared in
/// memory; printed is what comparing, rolling up and finding causes take, beside reading and
/// linking both sides. With FOLDER the files are written there, a folder for each version.
namespace {

using Clock = std::chrono::steady_clock;
using namespace accessdrift;
using accessdrift::bench::Case;
using accessdrift::bench::Edited;
using accessdrift::bench::Files;
using accessdrift::bench::Sizes;

double milliseconds(Clock::time_point from) {
  return std::chrono::duration<double, std::milli>(Clock::now() - from).count();
}

std::string number(std::size_t n) { return std::to_string(n); }

/// One of six lines is about a role of many members, or about many databases.
struct Lines {
  std::vector<std::string> of_server;
  std::vector<std::string> of_pool;  ///< which knows no members of roles
};

Lines lines_of(const Sizes& sizes) {
  std::mt19937 random(3);
  const auto one_of = [&](std::size_t count) { return static_cast<std::size_t>(random()) % count; };
  const auto user = [&] { return "u" + number(one_of(sizes.roles)); };
  const auto database = [&] { return "db" + number(one_of(sizes.databases)); };
  Lines made;
  for (std::size_t i = 0; i < sizes.lines; ++i) {
    std::string databases = one_of(50) == 0 ? "all" : database();
    if (databases != "all" && one_of(3) == 0) databases += "," + database();
    const std::string some = user() + "," + user() + "," + user();
    const std::string from = " 10." + number(one_of(256)) + "." + number(one_of(256)) + ".0/24 ";
    const std::string method = one_of(6) == 0 ? "reject" : "scram-sha-256";
    const std::string members = "+g" + number(one_of(sizes.roles / 50 + 1));
    made.of_server.push_back("host " + databases + " " + (i % 6 < 3 ? members : some) + from +
                             method);
    made.of_pool.push_back("host " + databases + " " + (i % 50 == 0 ? "all" : some) + from +
                           method);
  }
  for (std::vector<std::string>* const lines : {&made.of_server, &made.of_pool})
    lines->push_back("hostssl all all 10.0.0.0/8 scram-sha-256");
  return made;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string made;
  for (const std::string& line : lines) made += line + "\n";
  return made;
}

std::vector<Edited> of_lines(const Files& files, const std::string& path,
                             const std::vector<std::string>& lines) {
  const auto with = [&](const std::vector<std::string>& edited) {
    Files made = files;
    made[path] = joined(edited);
    return made;
  };
  std::vector<std::string> middle = lines;
  std::string& line = middle[lines.size() / 2];
  line =
      line.substr(0, line.rfind(' ')) + (line.ends_with("reject") ? " scram-sha-256" : " reject");
  std::vector<std::string> first = lines;
  first.insert(first.begin(), "host all all 10.0.0.0/8 reject");
  std::vector<std::string> without = lines;
  without.erase(without.begin() + static_cast<std::ptrdiff_t>(lines.size() / 3));
  return {{"line-changed", with(middle)},
          {"line-added-first", with(first)},
          {"line-removed", with(without)}};
}

Case postgresql(const Sizes& sizes, const std::vector<std::string>& lines) {
  std::mt19937 random(4);
  std::string roles;
  const std::size_t groups = sizes.roles / 50 + 1;
  for (std::size_t g = 0; g < groups; ++g) {
    const std::string name = "g" + number(g);
    roles += "CREATE ROLE " + name + ";\nALTER ROLE " + name + " WITH NOSUPERUSER NOLOGIN;\n";
  }
  std::string granted;
  const std::string rules = joined(lines);
  std::string first_grant, first_login;
  for (std::size_t i = 0; i < sizes.roles; ++i) {
    const std::string name = "u" + number(i);
    const std::string login = "ALTER ROLE " + name + " WITH NOSUPERUSER LOGIN;\n";
    roles += "CREATE ROLE " + name + ";\n" + login;
    const std::string group = "g" + number(random() % groups);
    const std::string grant = "GRANT " + group + " TO " + name + ";\n";
    granted += grant;
    if (first_grant.empty() && rules.find("+" + group + " ") != std::string::npos)
      first_grant = grant;
    if (i == sizes.roles / 2) first_login = login;
  }
  for (std::size_t d = 0; d < sizes.databases; ++d)
    granted += "CREATE DATABASE db" + number(d) + ";\n";
  const std::string scripts = roles + granted;
  Case made{"postgresql",
            {{"accessdrift.yaml",
              "sources:\n  - postgresql: {files: [pg_hba.conf, roles.sql], version: 16}\n"},
             {"pg_hba.conf", rules},
             {"roles.sql", scripts}},
            {}};
  made.edits = of_lines(made.before, "pg_hba.conf", lines);
  const auto with = [&](const std::string& what, const std::string& instead) {
    Files files = made.before;
    std::string& script = files["roles.sql"];
    script.replace(script.find(what), what.size(), instead);
    return files;
  };
  std::string no_login = first_login;
  no_login.replace(no_login.find(" LOGIN"), 6, " NOLOGIN");
  made.edits.emplace_back("role-nologin", with(first_login, no_login));
  made.edits.emplace_back("grant-revoked", with(first_grant, ""));
  return made;
}

Case pgbouncer(const Sizes& sizes, const std::vector<std::string>& lines) {
  std::string ini = "[databases]\n";
  for (std::size_t d = 0; d < sizes.databases; ++d)
    ini += "db" + number(d) + " = host=h" + number(d % 7) + "\n";
  ini +=
      "[pgbouncer]\nlisten_addr = *\nauth_type = hba\nauth_file = userlist.txt\n"
      "auth_hba_file = hba.conf\n";
  std::string users, one;
  for (std::size_t i = 0; i < sizes.roles; ++i) {
    const std::string line =
        "\"u" + number(i) + "\" \"SCRAM-SHA-256$4096:c2hvcA==$aGFzaA==:a2V5" + number(i) + "\"\n";
    users += line;
    if (i == sizes.roles / 2) one = line;
  }
  Case made{"pgbouncer",
            {{"accessdrift.yaml",
              "sources:\n  - pgbouncer: {files: [pgbouncer.ini, userlist.txt, hba.conf], "
              "version: 1.24}\n"},
             {"pgbouncer.ini", ini},
             {"userlist.txt", users},
             {"hba.conf", joined(lines)}},
            {}};
  made.edits = of_lines(made.before, "hba.conf", lines);
  Files without = made.before;
  std::string& list = without["userlist.txt"];
  list.erase(list.find(one), one.size());
  made.edits.emplace_back("user-removed", std::move(without));
  return made;
}

void write(const std::filesystem::path& folder, const Files& files) {
  std::filesystem::create_directories(folder);
  for (const auto& [path, bytes] : files) std::ofstream(folder / path) << bytes;
}

void run(const std::string& format, const Files& before, const Edited& edit) {
  Sides both;
  both.before = bench::side_of(before);
  both.after = bench::side_of(edit.second);
  const auto read_at = Clock::now();
  Loader loader;
  const auto sides = loader.load(both);
  if (!sides) std::exit(1);
  const double reading = milliseconds(read_at);
  const auto compared_at = Clock::now();
  const Comparison comparison =
      compare(sides->before.snapshot, sides->after.snapshot, kFirstInstant);
  const double comparing = milliseconds(compared_at);
  const auto searched_at = Clock::now();
  const std::vector<Finding> findings = roll_up(comparison);
  FindingCauses causes(comparison, findings);
  std::size_t parts = 0;
  for (const Finding& finding : findings) parts += causes.split(finding).size();
  const double searching = milliseconds(searched_at);
  std::printf(
      "%s, %s: %zu edits, %zu findings by cause; reading %.0f ms, comparing %.0f ms (%.2f x), "
      "rolling up and causes %.0f ms (%.2f x)\n",
      format.c_str(), edit.first.c_str(), comparison.edits.size(), parts, reading, comparing,
      comparing / reading, searching, searching / reading);
}

}  // namespace

int main(int argc, char** argv) {
  Sizes sizes;
  if (argc > 3) {
    sizes = {std::strtoul(argv[1], nullptr, 10), std::strtoul(argv[2], nullptr, 10),
             std::strtoul(argv[3], nullptr, 10)};
  }
  const Lines lines = lines_of(sizes);
  for (const Case& one : {postgresql(sizes, lines.of_server), pgbouncer(sizes, lines.of_pool),
                          bench::proxysql_rules(sizes)}) {
    const std::filesystem::path folder = argc > 4 ? argv[4] : "";
    if (argc > 4) write(folder / one.format / "before", one.before);
    for (const Edited& edit : one.edits) {
      if (argc > 4) {
        write(folder / one.format / edit.first, edit.second);
      } else {
        run(one.format, one.before, edit);
      }
    }
  }
}
