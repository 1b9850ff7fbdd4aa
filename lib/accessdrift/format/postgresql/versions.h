#pragma once

#include <cstddef>
#include <iterator>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/format/hba/ident.h"
#include "accessdrift/format/hba/rules.h"
#include "accessdrift/format/source_reading.h"

namespace accessdrift::postgresql {

/// The version that reads the files of a side, and those that read the files of other sides: lines
/// that they take for different things are under conditions, so that an upgrade is an edit.
class Versions {
 public:
  /// In which of the periods between two changes of how files are read something is so.
  using Periods = std::vector<bool>;
  /// A line as some of them read it.
  template <typename Line>
  struct Read {
    Line line;
    Periods in;
  };

  explicit Versions(const SourceReading& reading);

  /// Who reads the files of this side.
  [[nodiscard]] const hba::Dialect& dialect() const { return dialect_; }
  /// Of a period that somebody asks about.
  [[nodiscard]] hba::Dialect dialect_of(std::size_t period) const;
  /// The one of this side.
  [[nodiscard]] std::size_t current() const { return current_; }
  [[nodiscard]] const Periods& asked() const { return asked_; }

  /// Empty where it is so in all that are asked about.
  [[nodiscard]] std::string condition_of(const Periods& in) const;
  /// Behind the id of what is read so by some of them alone: `, as of 16`.
  [[nodiscard]] std::string suffix_of(const Periods& in) const;

  /// Lines of all periods in their order; `read_in(period)` are those of one, and nothing if it
  /// refuses its file: then it is asked about no more. `meaning(line)` tells apart what means
  /// something else.
  template <typename Line, typename ReadIn, typename MeaningOf>
  [[nodiscard]] std::vector<Read<Line>> read(ReadIn&& read_in, MeaningOf&& meaning);

 private:
  hba::Dialect dialect_;
  std::size_t current_ = 0;
  Periods asked_;
};

template <typename Line, typename ReadIn, typename MeaningOf>
std::vector<Versions::Read<Line>> Versions::read(ReadIn&& read_in, MeaningOf&& meaning) {
  std::list<Read<Line>> all;
  std::map<std::string, typename std::list<Read<Line>>::iterator> known;
  for (std::size_t period = 0; period < asked_.size(); ++period) {
    if (!asked_[period]) continue;
    std::optional<std::vector<Line>> lines = read_in(period);
    if (!lines) {
      asked_[period] = false;
      continue;
    }
    // What several versions read they read in one order.
    auto next = all.begin();
    std::map<std::string, std::size_t> repeated;  // of a file that is included twice
    for (Line& line : *lines) {
      std::string key = line.span.text->path() + '\x1f' + std::to_string(line.span.place.begin) +
                        '\x1f' + meaning(line);
      key += '\x1f' + std::to_string(repeated[key]++);
      auto one = known.find(key);
      if (one == known.end()) {
        const auto added = all.insert(next, {std::move(line), Periods(asked_.size(), false)});
        one = known.emplace(std::move(key), added).first;
      }
      one->second->in[period] = true;
      next = std::next(one->second);
    }
  }
  return {std::make_move_iterator(all.begin()), std::make_move_iterator(all.end())};
}

}  // namespace accessdrift::postgresql
