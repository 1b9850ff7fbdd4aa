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
  /// That more are on pages that are not here.
  void tell_cut();
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
    std::string fact;  ///< the attribute that the test reads; none: the address
    bool is_trusted = false;
  };

  void declare_network(Location& location);
  static void read_countries(Location& location);
  [[nodiscard]] std::string all_trusted(SourceReading::File& file, Place place);
  /// An unknown of what pages that are not here say.
  [[nodiscard]] std::string unknown(SourceReading::File& file, std::string_view name, Place place);

  SourceReading& reading_;
  std::map<std::string, Location, std::less<>> by_id_;  ///< folded
  std::map<std::string, int, std::less<>> names_;       ///< of networks
  bool is_cut_ = false;
  bool told_unknown_ = false;
};

}  // namespace accessdrift::entra
