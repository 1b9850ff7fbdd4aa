#include "accessdrift/source/zone_files.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace accessdrift::test {
namespace {

namespace fs = std::filesystem;
using Kind = ZoneFileProblem::Kind;

/// An empty folder that goes with the object.
class Folder {
 public:
  Folder() {
    std::string path = fs::temp_directory_path() / "accessdrift-zones-XXXXXX";
    REQUIRE(mkdtemp(path.data()) != nullptr);
    path_ = path;
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  void write(const std::string& name, const std::string& bytes) const {
    const fs::path path = fs::path(path_) / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
  }

 private:
  std::string path_;
};

struct Failure {
  Kind kind;
  std::string message;
};
Failure failure_of(const std::string& folder, const std::string& name) {
  const auto bytes = read_zone_file(folder, name);
  REQUIRE_FALSE(bytes);
  return {bytes.error().kind, bytes.error().message};
}

TEST_CASE("read_zone_file: the bytes of a zone, links followed") {
  const Folder folder;
  folder.write("Europe/Berlin", "TZif Berlin");
  folder.write("America/Argentina/Ushuaia", "TZif Ushuaia");
  fs::create_symlink("Europe/Berlin", folder.path() + "/Local");
  CHECK(read_zone_file(folder.path(), "Europe/Berlin") == "TZif Berlin");
  CHECK(read_zone_file(folder.path() + "/", "Europe/Berlin") == "TZif Berlin");
  CHECK(read_zone_file(folder.path(), "America/Argentina/Ushuaia") == "TZif Ushuaia");
  CHECK(read_zone_file(folder.path(), "Local") == "TZif Berlin");
}

TEST_CASE("read_zone_file: unknown zones") {
  const Folder folder;
  folder.write("Europe/Berlin", "TZif");
  folder.write("localtime", "TZif");
  folder.write("posixrules", "TZif");
  folder.write("right/Europe/Berlin", "TZif");
  folder.write("posix/Europe/Berlin", "TZif");
  folder.write("zone.tab", "TZif");
  fs::create_symlink("nowhere", folder.path() + "/Dangling");
  for (const std::string name :
       {"UTC", "Europe", "Europe/", "europe/berlin", "Europe/Berlin/x", "/Europe/Berlin",
        "Europe/../Europe/Berlin", "../Europe/Berlin", "", "localtime", "posixrules",
        "right/Europe/Berlin", "posix/Europe/Berlin", "zone.tab", "Dangling"}) {
    CAPTURE(name);
    const Failure failure = failure_of(folder.path(), name);
    CHECK(failure.kind == Kind::UnknownZone);
    CHECK(failure.message == "there is no time zone `" + name + "`");
  }
}

TEST_CASE("read_zone_file: no zone data is not UTC") {
  const Folder folder;
  folder.write("zone.tab", "# no zone");
  folder.write("leapseconds", "# no zone");
  for (const std::string& path : {folder.path(), folder.path() + "/gone"}) {
    for (const std::string name : {"UTC", "Europe/Berlin"}) {
      const Failure failure = failure_of(path, name);
      CHECK(failure.kind == Kind::NoZoneData);
      CHECK(failure.message == "there is no time-zone data in `" + path + "`");
    }
  }
}

TEST_CASE("read_zone_file: what cannot be used") {
  const Folder folder;
  folder.write("UTC", "TZif");
  folder.write("leapseconds", "# no zone");
  folder.write("Empty", "");
  folder.write("Large", "TZif" + std::string(kLargestZoneFile - 3, 'x'));
  folder.write("Largest", "TZif" + std::string(kLargestZoneFile - 4, 'x'));
  fs::create_symlink("/dev/null", folder.path() + "/Device");
  struct Row {
    std::string name;
    std::string message;
  };
  for (const Row& row :
       {Row{"leapseconds", "@ is not a time-zone file"}, Row{"Empty", "@ is not a time-zone file"},
        Row{"Large", "@ is too large for a time-zone file"},
        Row{"Device", "cannot read @: it is not a regular file"}}) {
    CAPTURE(row.name);
    const Failure failure = failure_of(folder.path(), row.name);
    std::string expected = row.message;
    expected.replace(expected.find('@'), 1, "`" + folder.path() + "/" + row.name + "`");
    CHECK(failure.kind == Kind::Unreadable);
    CHECK(failure.message == expected);
  }
  CHECK(read_zone_file(folder.path(), "Largest"));
}

TEST_CASE("zone_names: what can be read, sorted") {
  const Folder folder;
  for (const std::string name :
       {"UTC", "Europe/Berlin", "Europe/Andorra", "Etc/GMT+5", "America/Argentina/Ushuaia",
        "a/b/c/d", "localtime", "posix/UTC", "right/UTC", "zone.tab", "Europe/x.tab"}) {
    folder.write(name, "TZif");
  }
  folder.write("leapseconds", "# no zone");
  fs::create_symlink("UTC", folder.path() + "/Zulu");
  const std::vector<std::string> expected{
      "America/Argentina/Ushuaia", "Etc/GMT+5", "Europe/Andorra", "Europe/Berlin", "UTC", "Zulu"};
  CHECK(zone_names(folder.path()) == expected);
  CHECK(zone_names(folder.path() + "/") == expected);
  CHECK(zone_names(folder.path() + "/gone").empty());
}

TEST_CASE("zone_data_version: the first line of tzdata.zi") {
  const Folder folder;
  CHECK_FALSE(zone_data_version(folder.path()));
  for (const auto& [bytes, version] :
       {std::pair<std::string, std::optional<std::string>>{"# version 2025b\n# more\n", "2025b"},
        {"# version 2025b", std::nullopt},
        {"# version \n", std::nullopt},
        {"# version 2025b\x1b[31m\n", std::nullopt},
        {"# version 2025b \n", std::nullopt},
        {"version 2025b\n", std::nullopt},
        {"", std::nullopt}}) {
    CAPTURE(bytes);
    folder.write("tzdata.zi", bytes);
    CHECK(zone_data_version(folder.path()) == version);
  }
}

TEST_CASE("system_zone_folder: TZDIR, else the usual place") {
  const char* const before = std::getenv("TZDIR");
  const std::optional<std::string> kept =
      before != nullptr ? std::optional<std::string>(before) : std::nullopt;
  unsetenv("TZDIR");
  CHECK(system_zone_folder() == "/usr/share/zoneinfo");
  setenv("TZDIR", "", 1);
  CHECK(system_zone_folder() == "/usr/share/zoneinfo");
  setenv("TZDIR", "/elsewhere", 1);
  CHECK(system_zone_folder() == "/elsewhere");
  unsetenv("TZDIR");
  if (kept) setenv("TZDIR", kept->c_str(), 1);
}

}  // namespace
}  // namespace accessdrift::test
