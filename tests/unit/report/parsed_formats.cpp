#include "parsed_formats.h"

#include <expat.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include "accessdrift/base/text.h"

namespace accessdrift::testing {
namespace {

/// Takes a cell and the comma or line break behind it off `rest`; false behind the last cell of a
/// row.
bool take_cell(std::string_view& rest, std::string& cell, bool& is_well_formed) {
  if (rest.starts_with('"')) {
    rest.remove_prefix(1);
    for (;;) {
      const std::size_t quote = rest.find('"');
      if (quote == std::string_view::npos) return is_well_formed = false;
      cell += rest.substr(0, quote);
      rest.remove_prefix(quote + 1);
      if (!rest.starts_with('"')) break;
      cell += '"';
      rest.remove_prefix(1);
    }
  } else {
    const std::size_t end = std::min(rest.find_first_of(",\n\""), rest.size());
    cell = rest.substr(0, end);
    rest.remove_prefix(end);
  }
  is_well_formed = is_well_formed && (rest.starts_with(',') || rest.starts_with('\n'));
  if (!is_well_formed) return false;
  const bool has_more = rest.starts_with(',');
  rest.remove_prefix(1);
  return has_more;
}

struct OpenElements {
  std::vector<Element> open, ended;
};

void XMLCALL begin_element(void* data, const char* name, const char** attributes) {
  Element element{name, {}};
  for (; *attributes != nullptr; attributes += 2) element.text += std::string(attributes[1]) + '\n';
  static_cast<OpenElements*>(data)->open.push_back(std::move(element));
}

void XMLCALL end_element(void* data, const char*) {
  auto& [open, ended] = *static_cast<OpenElements*>(data);
  Element element = std::move(open.back());
  open.pop_back();
  if (!open.empty()) open.back().text += element.text;
  ended.push_back(std::move(element));
}

void XMLCALL add_text(void* data, const char* text, int length) {
  static_cast<OpenElements*>(data)->open.back().text.append(text, static_cast<std::size_t>(length));
}

}  // namespace

std::optional<std::vector<std::vector<std::string>>> parse_csv(std::string_view text) {
  std::vector<std::vector<std::string>> rows;
  bool is_well_formed = true;
  while (!text.empty() && is_well_formed) {
    rows.emplace_back();
    bool has_more = true;
    while (has_more) {
      rows.back().emplace_back();
      has_more = take_cell(text, rows.back().back(), is_well_formed);
    }
  }
  return is_well_formed ? std::optional(rows) : std::nullopt;
}

std::optional<std::vector<Element>> parse_xml(const std::string& text) {
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(
      XML_ParserCreate("UTF-8"), &XML_ParserFree);
  OpenElements elements;
  XML_SetUserData(parser.get(), &elements);
  XML_SetElementHandler(parser.get(), begin_element, end_element);
  XML_SetCharacterDataHandler(parser.get(), add_text);
  const bool is_read = XML_Parse(parser.get(), text.data(), static_cast<int>(text.size()), 1) != 0;
  return is_read ? std::optional(std::move(elements.ended)) : std::nullopt;
}

std::optional<std::string> markdown_to_html(const std::string& text) {
  namespace fs = std::filesystem;
  std::string name = (fs::temp_directory_path() / "accessdrift-markdown-XXXXXX").string();
  const int file = ::mkstemp(name.data());
  if (file < 0) return std::nullopt;
  std::ofstream(name, std::ios::binary) << text;
  const std::string command =
      "cmark-gfm --unsafe -e table -e strikethrough -e autolink -e tagfilter < " + name +
      " 2>/dev/null";
  std::string html;
  std::FILE* const pipe = ::popen(command.c_str(), "r");
  char buffer[4096];
  for (std::size_t count = 0; (count = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;)
    html.append(buffer, count);
  const int status = ::pclose(pipe);
  std::fclose(::fdopen(file, "r"));
  fs::remove(name);
  return status == 0 ? std::optional(html) : std::nullopt;
}

std::vector<WorkflowCommand> parse_workflow_commands(const std::string& text) {
  std::vector<WorkflowCommand> commands;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    line.erase(0, line.find_first_not_of(" \t\r\v\f"));
    if (!line.starts_with("::")) continue;
    const std::size_t end = line.find("::", 2);
    if (end == std::string::npos) continue;
    std::istringstream head(line.substr(2, end - 2));
    WorkflowCommand command;
    head >> command.name >> std::ws;
    for (std::string property; std::getline(head, property, ',');)
      command.properties.push_back(percent_decoded(property));
    command.message = percent_decoded(line.substr(end + 2));
    commands.push_back(std::move(command));
  }
  return commands;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%' || at + 2 >= text.size()) {
      out += text[at];
      continue;
    }
    out += static_cast<char>(std::stoi(std::string(text.substr(at + 1, 2)), nullptr, 16));
    at += 2;
  }
  return out;
}

bool is_plain_text(std::string_view text) {
  if (find_invalid_utf8(text)) return false;
  constexpr std::string_view kTurning[] = {"\xE2\x80\xAA", "\xE2\x80\xAB", "\xE2\x80\xAC",
                                           "\xE2\x80\xAD", "\xE2\x80\xAE", "\xE2\x81\xA6",
                                           "\xE2\x81\xA9", "\xE2\x80\x8B", "\xEF\xBB\xBF",
                                           "\xE2\x80\xA8", "\xC2\x9B"};
  for (const std::string_view turning : kTurning) {
    if (text.find(turning) != std::string_view::npos) return false;
  }
  return std::ranges::none_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n') || byte == 0x7F;
  });
}

}  // namespace accessdrift::testing
