#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/format/entra/sign_in.h"
#include "accessdrift/format/source_reading.h"

namespace accessdrift::entra {

/// Named locations: networks, or lists of countries.
class Locations {
 public:
  explicit Locations(SourceReading& reading) : reading_(reading) {}

  void note(SourceReading::File& file, NodeView location);
  /// Declares the networks.
  void finish();

  /// Whether a request comes from the location that a policy names; `All` is no such one. One that
  /// no file has is an attribute of the request.
  [[nodiscard]] std::string test(SourceReading::File& file, NodeView word);

 private:
  struct Location {
    SourceReading::File* file = nullptr;
    NodeView location;
    NodeView title;
    std::string test;
    std::string_view attribute;  ///< that the test reads; none: the address
    bool is_trusted = false;
  };

  void declare_network(Location& location);
  static void read_countries(Location& location);

  SourceReading& reading_;
  std::map<std::string, Location, std::less<>> by_id_;  ///< folded
  std::map<std::string, int, std::less<>> names_;       ///< of networks
  std::map<std::string, std::string, std::less<>> unknown_;
  bool told_unknown_ = false;
};

}  // namespace accessdrift::entra
