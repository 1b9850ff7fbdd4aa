#include "cli/color_choice.h"

#include <cstdlib>

namespace accessdrift::cli {
namespace {

std::string_view variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

bool forces(std::string_view value) { return !value.empty() && value != "0"; }

}  // namespace

std::optional<ColorChoice> parse_color_choice(std::string_view word) {
  if (word == "auto") return ColorChoice::Auto;
  if (word == "always") return ColorChoice::Always;
  if (word == "never") return ColorChoice::Never;
  return std::nullopt;
}

ColorEnvironment read_color_environment() {
  ColorEnvironment environment;
  environment.no_color = !variable("NO_COLOR").empty();
  environment.forces_color = forces(variable("CLICOLOR_FORCE")) || forces(variable("FORCE_COLOR"));
  environment.is_dumb = variable("TERM").empty() || variable("TERM") == "dumb";
  return environment;
}

bool uses_color(ColorChoice choice, bool is_terminal, const ColorEnvironment& environment) {
  if (choice != ColorChoice::Auto) return choice == ColorChoice::Always;
  if (environment.no_color) return false;
  if (environment.forces_color) return true;
  return is_terminal && !environment.is_dumb;
}

}  // namespace accessdrift::cli
