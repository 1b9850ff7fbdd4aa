#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "cli/words.h"

namespace accessdrift::cli {

// Options that several commands have.

void add_repeatable(CLI::App& command, const std::string& name, std::vector<std::string>& words,
                    const std::string& text, const std::string& value);
void add_format(CLI::App& command, Words& words, const std::string& choices);
void add_color(CLI::App& command, Words& words);
void add_at(CLI::App& command, Words& words, const std::string& text);
/// How files are read.
void add_project(CLI::App& command, Words& words);
/// Of a gate.
void add_exits(CLI::App& command, Words& words, const std::string& what);
void add_now(CLI::App& command, Words& words);
/// Those of a comparison.
void add_sides(CLI::App& command, Words& words);
void add_request(CLI::App& command, Words& words);
void add_token_groups(CLI::App& command, Words& words);
void add_filter(CLI::App& command, Words& words);

}  // namespace accessdrift::cli
