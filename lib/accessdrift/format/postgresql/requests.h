#pragma once

#include <set>
#include <string>
#include <vector>

#include "accessdrift/format/postgresql/server.h"

namespace accessdrift::postgresql {

/// A part of a condition and where in the file of the rule it stands. `shown` is how people are
/// told of it, another one for each text; empty: the text itself.
struct Words {
  std::string text;
  Place place;
  std::string shown = {};
};

/// What connections a rule is about and what it asks for, as conditions on requests. A request
/// without an address came through a Unix socket.
class Requests {
 public:
  explicit Requests(Server& server) : server_(server) {}

  /// True of the connections that the rule's first word and its address fit, false of all others,
  /// never an error.
  [[nodiscard]] std::vector<Words> connection(SourceReading::File& file, const hba::Rule& rule);
  /// What proves to be the role, but for maps; empty if nothing is asked for.
  [[nodiscard]] std::vector<Words> proof(SourceReading::File& file, const hba::Rule& rule);
  /// Also of rules with a map: the certificate that an option asks for beside the method.
  [[nodiscard]] std::vector<Words> certificate(const SourceReading::File& file,
                                               const hba::Rule& rule);

  /// The attribute for what a method knows a client by: `auth.peer_user`.
  [[nodiscard]] static std::string_view system_user(const hba::Rule& rule);
  /// `auth.peer`, of a method without options that tell proofs apart.
  [[nodiscard]] static std::string_view proof_name(hba::Method method);
  /// What no file tells, the same for all requests; `said` tells it from others.
  [[nodiscard]] std::string unknown(SourceReading::File& file, std::string_view word,
                                    std::string_view said, Place place);

 private:
  [[nodiscard]] std::string address(SourceReading::File& file, const hba::Rule& rule, Place place);
  [[nodiscard]] std::string network(SourceReading::File& file, const hba::Address& address,
                                    Place place);

  Server& server_;
  std::set<std::string> networks_;
};

/// All of them, one behind the other.
[[nodiscard]] std::string joined(const std::vector<Words>& words);

}  // namespace accessdrift::postgresql
