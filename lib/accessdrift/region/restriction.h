#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "accessdrift/region/boxes.h"
#include "accessdrift/region/print.h"

namespace accessdrift {

/// Cells of one level in the words of a vocabulary, and back.
class Words {
 public:
  Words(const Universe& universe, const Vocabulary& vocabulary)
      : universe_(universe), vocabulary_(vocabulary) {}

  /// Valid as long as this.
  [[nodiscard]] const Restriction& restriction(Level level, const std::vector<bool>& cells);
  [[nodiscard]] Length length(Level level, const std::vector<bool>& cells);
  /// Of what recurs a set that takes few tests; of anything else what is needed.
  [[nodiscard]] std::vector<bool> shortest_between(Level level, const std::vector<bool>& needed,
                                                   const std::vector<bool>& allowed);
  /// The level and cells that a restriction means; nothing if the universe or the vocabulary does
  /// not know its words, or tells apart less than it does.
  [[nodiscard]] std::optional<Box::value_type> cells(const Restriction& restriction) const;

 private:
  /// A network that is a union of cells.
  struct NamedCells {
    const std::string* name;
    std::vector<bool> cells;
  };

  [[nodiscard]] Restriction shorter_list(Level level, const std::vector<bool>& cells);
  [[nodiscard]] Restriction list(Level level, const std::vector<bool>& cells);
  [[nodiscard]] Restriction recurring(Level level, const std::vector<bool>& cells);
  [[nodiscard]] const std::vector<RecurringTerm>& recurring_terms_of(
      Level level, const std::vector<bool>& cells);
  [[nodiscard]] std::vector<std::uint32_t> ranks_of(const Recurrence& recurrence) const;
  void list_texts(Level level, const std::vector<bool>& cells, Restriction& restriction);
  [[nodiscard]] const TextCover& text_cover_of(Level level, const std::vector<bool>& cells);
  void list_addresses(Level level, const std::vector<bool>& cells, Restriction& restriction);
  [[nodiscard]] std::vector<const NamedCells*> fewest_names(Level level,
                                                            const std::vector<bool>& cells);
  [[nodiscard]] const std::vector<NamedCells>& named_cells(Level level);
  [[nodiscard]] std::optional<std::vector<bool>> listed_cells(Level level,
                                                              const Restriction& restriction) const;
  /// Each adds what the restriction lists of its kind; false if the level has no such thing.
  [[nodiscard]] bool add_values(Level level, const Restriction& restriction,
                                std::vector<bool>& cells) const;
  [[nodiscard]] bool add_ranges(Level level, const Restriction& restriction,
                                std::vector<bool>& cells) const;
  [[nodiscard]] bool add_texts(Level level, const Restriction& restriction,
                               std::vector<bool>& cells) const;
  [[nodiscard]] bool add_times(Level level, const Restriction& restriction,
                               std::vector<bool>& cells) const;
  [[nodiscard]] std::optional<Box::value_type> recurring_cells(
      const Universe::Attribute& attribute, const Restriction& restriction) const;
  [[nodiscard]] bool add_addresses(Level level, const Restriction& restriction,
                                   std::vector<bool>& cells) const;
  [[nodiscard]] std::optional<IpRanges> listed_addresses(const Restriction& restriction) const;

  const Universe& universe_;
  const Vocabulary& vocabulary_;
  std::map<Level, std::unordered_map<std::vector<bool>, Restriction>> known_;
  std::map<Level, std::vector<NamedCells>> named_cells_;
  std::map<std::pair<Level, std::vector<bool>>, std::vector<RecurringTerm>> recurring_;
  std::map<Level, TextCovers> covers_;
  std::map<std::pair<Level, std::vector<bool>>, TextCover> texts_;  ///< by cells of the strings
};

/// As the `full_text` of a region has it.
[[nodiscard]] std::string full_text(const Restriction& restriction, const Vocabulary& vocabulary);
[[nodiscard]] std::string full_text(const Term& term, const Vocabulary& vocabulary);

/// A window's name, or its texts joined by `; ` if it has none.
[[nodiscard]] std::string word_of(const Window& window, const Vocabulary& vocabulary);

}  // namespace accessdrift
