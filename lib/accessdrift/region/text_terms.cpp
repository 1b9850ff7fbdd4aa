#include "accessdrift/region/text_terms.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace accessdrift {
namespace {

struct TestWord {
  TextTest::Kind kind;
  std::string_view word;
};
constexpr std::array<TestWord, 7> kTestWords{{{TextTest::Kind::Equals, "equals"},
                                              {TextTest::Kind::StartsWith, "starts"},
                                              {TextTest::Kind::EndsWith, "ends"},
                                              {TextTest::Kind::Contains, "contains"},
                                              {TextTest::Kind::Matches, "matches"},
                                              {TextTest::Kind::LongerThan, "longer"},
                                              {TextTest::Kind::Below, "before"}}};

class TextCovering {
 public:
  TextCovering(const TextCells& texts, const std::vector<bool>& inside)
      : texts_(texts), inside_(inside) {
    for (std::size_t test = 0; test < texts.exact().size(); ++test) {
      if (texts.exact()[test].kind != TextTest::Kind::Equals) add_test(test);
    }
  }

  TextCover cover() {
    std::vector<Term> terms = all_terms();
    for (std::size_t i = terms.size(); i-- > 0;) {
      if (is_covered_without(terms, i)) terms.erase(terms.begin() + static_cast<std::ptrdiff_t>(i));
    }
    TextCover cover;
    for (std::uint32_t cell = 0; cell < texts_.size() && texts_.is_constant(cell); ++cell) {
      const auto has_cell = [cell](const Term& term) { return term.cells[cell]; };
      if (inside_[cell] && std::ranges::none_of(terms, has_cell)) cover.constants.push_back(cell);
    }
    for (const Term& term : terms) cover.terms.push_back(written(term));
    std::ranges::sort(cover.terms, [](const TextTerm& a, const TextTerm& b) {
      return a.size() != b.size() ? a.size() < b.size() : a < b;
    });
    return cover;
  }

 private:
  /// By test that is no equality whether it must hold, must not, or does not matter.
  enum class Wanted : std::uint8_t { Either, Holds, Fails };
  struct Term {
    std::vector<Wanted> wanted;
    std::vector<bool> cells;  ///< constants that it must leave out among them
  };

  void add_test(std::size_t test) {
    tests_.push_back(test);
    std::vector<bool>& holds = holds_.emplace_back();
    for (std::uint32_t cell = 0; cell < texts_.size(); ++cell)
      holds.push_back(texts_.holds(test, cell));
  }

  std::vector<Term> all_terms() {
    std::vector<Term> terms;
    std::vector<bool> covered(texts_.size(), false);
    for (std::uint32_t cell = 0; cell < texts_.size(); ++cell) {
      if (!inside_[cell] || covered[cell] || texts_.is_constant(cell)) continue;
      terms.push_back(widest(cell));
      for (std::uint32_t other = 0; other < texts_.size(); ++other)
        covered[other] = covered[other] || terms.back().cells[other];
    }
    return terms;
  }

  Term widest(std::uint32_t cell) {
    if (auto alone = one_test(cell)) return *std::move(alone);
    Term term;
    std::vector<std::uint32_t> violated(texts_.size(), 0);  // literals, by cell
    for (const std::vector<bool>& holds : holds_) {
      term.wanted.push_back(holds[cell] ? Wanted::Holds : Wanted::Fails);
      for (std::uint32_t other = 0; other < texts_.size(); ++other)
        violated[other] += holds[other] == holds[cell] ? 0U : 1U;
    }
    for (const std::uint32_t count : violated) term.cells.push_back(count == 0);
    const std::size_t left_out = count_outside(term.cells);
    for (const Wanted first : {Wanted::Fails, Wanted::Holds})
      drop_each(first, left_out, term, violated);
    return term;
  }

  void drop_each(Wanted wanted, std::size_t left_out, Term& term,
                 std::vector<std::uint32_t>& violated) {
    for (std::size_t test = tests_.size(); test-- > 0;) {
      if (term.wanted[test] == wanted) drop(test, left_out, term, violated);
    }
  }

  /// A literal without which no cell outside comes in, constants beyond `left_out` neither.
  void drop(std::size_t test, std::size_t left_out, Term& term,
            std::vector<std::uint32_t>& violated) {
    if (steps_ > kMostTextSteps) return;
    steps_ += texts_.size();
    const bool holds = term.wanted[test] == Wanted::Holds;
    std::size_t outside = count_outside(term.cells);
    for (std::uint32_t cell = 0; cell < texts_.size(); ++cell) {
      const bool comes_in = violated[cell] == 1 && holds_[test][cell] != holds;
      if (!comes_in || inside_[cell]) continue;
      if (!texts_.is_constant(cell) || ++outside > left_out) return;
    }
    term.wanted[test] = Wanted::Either;
    for (std::uint32_t cell = 0; cell < texts_.size(); ++cell) {
      if (holds_[test][cell] != holds) --violated[cell];
      term.cells[cell] = violated[cell] == 0;
    }
  }

  /// The widest of the passing tests that are inside by themselves.
  std::optional<Term> one_test(std::uint32_t cell) {
    std::optional<std::size_t> best;
    std::ptrdiff_t most = 0;
    for (std::size_t test = 0; test < tests_.size(); ++test) {
      if (!holds_[test][cell]) continue;
      steps_ += texts_.size();
      if (!is_inside(holds_[test]) || count_outside(holds_[test]) != 0) continue;
      const auto count = std::ranges::count(holds_[test], true);
      if (count > most) {
        best = test;
        most = count;
      }
    }
    if (!best) return std::nullopt;
    Term term{std::vector<Wanted>(tests_.size(), Wanted::Either), holds_[*best]};
    term.wanted[*best] = Wanted::Holds;
    return term;
  }

  /// But for constants, which can be left out by name.
  [[nodiscard]] bool is_inside(const std::vector<bool>& cells) const {
    for (std::uint32_t cell = 0; cell < cells.size(); ++cell) {
      if (cells[cell] && !inside_[cell] && !texts_.is_constant(cell)) return false;
    }
    return true;
  }

  [[nodiscard]] std::size_t count_outside(const std::vector<bool>& cells) const {
    std::size_t count = 0;
    for (std::size_t cell = 0; cell < cells.size(); ++cell)
      count += cells[cell] && !inside_[cell] ? 1U : 0U;
    return count;
  }

  [[nodiscard]] bool is_covered_without(const std::vector<Term>& terms,
                                        std::size_t left_out) const {
    for (std::uint32_t cell = 0; cell < texts_.size(); ++cell) {
      if (!terms[left_out].cells[cell] || texts_.is_constant(cell)) continue;
      bool is_elsewhere = false;
      for (std::size_t i = 0; i < terms.size() && !is_elsewhere; ++i)
        is_elsewhere = i != left_out && terms[i].cells[cell];
      if (!is_elsewhere) return false;
    }
    return true;
  }

  [[nodiscard]] TextTerm written(const Term& term) const {
    TextTerm literals;
    for (std::size_t test = 0; test < tests_.size(); ++test) {
      if (term.wanted[test] != Wanted::Either)
        literals.push_back({texts_.exact()[tests_[test]], term.wanted[test] == Wanted::Holds});
    }
    for (std::uint32_t cell = 0; cell < texts_.size() && texts_.is_constant(cell); ++cell) {
      if (term.cells[cell] && !inside_[cell])
        literals.push_back({{TextTest::Kind::Equals, texts_.example(cell)}, false});
    }
    return literals;
  }

  const TextCells& texts_;
  const std::vector<bool>& inside_;
  std::vector<std::size_t> tests_;        // of `exact()`
  std::vector<std::vector<bool>> holds_;  // by those, by cell
  std::uint64_t steps_ = 0;
};

/// Where a literal holds, by cell.
std::optional<std::vector<bool>> cells_of(const TextCells& texts, const TextLiteral& literal) {
  const auto found = std::ranges::find(texts.exact(), literal.test);
  if (found == texts.exact().end()) return std::nullopt;
  const auto test = static_cast<std::size_t>(found - texts.exact().begin());
  std::vector<bool> cells;
  for (std::uint32_t cell = 0; cell < texts.size(); ++cell)
    cells.push_back(texts.holds(test, cell) == literal.holds);
  return cells;
}

}  // namespace

TextCover cover_of(const TextCells& texts, const std::vector<bool>& inside) {
  return TextCovering(texts, inside).cover();
}

std::optional<std::vector<bool>> cells_of(const TextCells& texts, const TextTerm& term) {
  std::vector<bool> cells(texts.size(), true);
  for (const TextLiteral& literal : term) {
    const auto of_literal = cells_of(texts, literal);
    if (!of_literal) return std::nullopt;
    for (std::size_t cell = 0; cell < cells.size(); ++cell)
      cells[cell] = cells[cell] && (*of_literal)[cell];
  }
  return cells;
}

std::string_view word_of(TextTest::Kind kind) {
  return std::ranges::find(kTestWords, kind, &TestWord::kind)->word;
}

std::optional<TextTest::Kind> text_test_of(std::string_view word) {
  const auto* const found = std::ranges::find(kTestWords, word, &TestWord::word);
  return found == kTestWords.end() ? std::nullopt : std::optional(found->kind);
}

}  // namespace accessdrift
