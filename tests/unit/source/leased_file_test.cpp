#include "accessdrift/source/leased_file.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <optional>
#include <string>

#include "tests/unit/source/scratch.h"

namespace accessdrift::test {
namespace {

class Opened {
 public:
  Opened(const std::string& path, int how) : descriptor_(::open(path.c_str(), how | O_CLOEXEC)) {
    REQUIRE(descriptor_ >= 0);
  }
  ~Opened() { ::close(descriptor_); }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

/// Of a file with so many bytes; not all file systems know leases.
std::optional<FileBytes> leased(const std::string& path, std::size_t size) {
  const Opened file(path, O_RDONLY);
  const bool has_leases = ::fcntl(file.get(), F_SETLEASE, F_RDLCK) == 0;
  ::fcntl(file.get(), F_SETLEASE, F_UNLCK);
  std::optional<FileBytes> bytes = lease_file(file.get(), size);
  CHECK(bytes.has_value() == has_leases);
  return bytes;
}

std::string some_bytes(std::size_t size) {
  std::string bytes(size, 'a');
  for (std::size_t i = 0; i < size; i += 7) bytes[i] = static_cast<char>('b' + i % 19);
  return bytes;
}

TEST_CASE("lease_file: all bytes are there and a NUL behind them") {
  const Scratch scratch;
  for (const std::size_t size : {std::size_t{1}, std::size_t{4095}, std::size_t{4096},
                                 std::size_t{4097}, std::size_t{1} << 21U}) {
    const std::string bytes = some_bytes(size);
    scratch.write("a.json", bytes);
    const std::optional<FileBytes> read = leased(scratch.at("a.json"), size);
    if (!read) continue;
    CHECK(read->view() == bytes);
    CHECK(read->view().data()[size] == '\0');
  }
}

TEST_CASE("lease_file: bytes stay as they are when the file is written anew and cut off") {
  const Scratch scratch;
  const std::string bytes = some_bytes(100'000);
  scratch.write("a.json", bytes);
  const std::optional<FileBytes> read = leased(scratch.at("a.json"), bytes.size());
  scratch.write("a.json", "x");
  REQUIRE(::truncate(scratch.at("a.json").c_str(), 0) == 0);
  if (read) CHECK(read->view() == bytes);
}

TEST_CASE("lease_file: bytes stay as they are when another file takes the name") {
  const Scratch scratch;
  const std::string bytes = some_bytes(5000);
  scratch.write("a.json", bytes);
  const std::optional<FileBytes> read = leased(scratch.at("a.json"), bytes.size());
  scratch.run("echo x > b.json && mv b.json a.json");
  if (read) CHECK(read->view() == bytes);
}

TEST_CASE("lease_file: a file that somebody writes is not held, nor one of another size") {
  const Scratch scratch;
  scratch.write("a.json", some_bytes(5000));
  {
    const Opened written(scratch.at("a.json"), O_RDWR);
    const Opened file(scratch.at("a.json"), O_RDONLY);
    CHECK(!lease_file(file.get(), 5000));
  }
  const Opened file(scratch.at("a.json"), O_RDONLY);
  CHECK(!lease_file(file.get(), 4999));
}

TEST_CASE("lease_file: nobody waits for what is dropped") {
  const Scratch scratch;
  scratch.write("a.json", some_bytes(5000));
  leased(scratch.at("a.json"), 5000).reset();
  const Opened written(scratch.at("a.json"), O_RDWR | O_NONBLOCK);  // would fail under a lease
}

}  // namespace
}  // namespace accessdrift::test
