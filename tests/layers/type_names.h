#pragma once

#include <sstream>
#include <string>
#include <string_view>
#include <vector>

/// The name of a type whose definition begins at the margin of this line; else empty.
inline std::string type_defined(std::string_view line) {
  for (const std::string_view keyword : {"struct ", "class ", "enum class "}) {
    if (!line.starts_with(keyword) || line.ends_with(';')) continue;
    line.remove_prefix(keyword.size());
    return std::string(line.substr(0, line.find_first_of(" :<{")));
  }
  return {};
}

/// The types that a header defines, with their namespace: of two of one name the program takes the
/// code of one for both, wherever they are.
inline std::vector<std::string> types_defined(const std::string& header) {
  std::vector<std::string> types;
  std::string space;
  std::istringstream lines(header);
  for (std::string line; std::getline(lines, line);) {
    constexpr std::string_view kNamespace = "namespace ";
    if (line.starts_with(kNamespace))
      space = line.substr(kNamespace.size(), line.find(" {") - kNamespace.size());
    const std::string type = type_defined(line);
    if (!type.empty()) types.push_back(space + "::" + type);
  }
  return types;
}
