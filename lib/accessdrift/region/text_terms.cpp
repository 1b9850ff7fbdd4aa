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

}  // namespace

class TextCovers::Covering {
 public:
  Covering(const TextCovers& covers, const std::vector<bool>& inside)
      : texts_(*covers.texts_),
        tests_(covers.tests_),
        holds_(covers.holds_),
        all_(CellSet::all(covers.texts_->size())),
        inside_(inside),
        may_have_(inside_) {
    // Constants can be left out by name.
    may_have_ |= covers.constants_;
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
    CellSet cells;  ///< constants that it must leave out among them
  };

  std::vector<Term> all_terms() {
    std::vector<Term> terms;
    CellSet covered(texts_.size());
    inside_.each([&](std::size_t cell) {
      if (covered[cell] || texts_.is_constant(static_cast<std::uint32_t>(cell))) return true;
      terms.push_back(widest(cell));
      covered |= terms.back().cells;
      return true;
    });
    return terms;
  }

  /// The cells that a literal leaves out.
  [[nodiscard]] CellSet violating(std::size_t test, Wanted wanted) const {
    if (wanted == Wanted::Fails) return holds_[test];
    CellSet rest = all_;
    return rest -= holds_[test];
  }

  Term widest(std::size_t cell) {
    if (auto alone = one_test(cell)) return *std::move(alone);
    Term term{{}, CellSet(texts_.size())};
    std::vector<std::uint32_t> violated(texts_.size(), 0);  // literals, by cell
    for (std::size_t test = 0; test < tests_.size(); ++test) {
      const bool holds = holds_[test][cell];
      term.wanted.push_back(holds ? Wanted::Holds : Wanted::Fails);
      violating(test, term.wanted.back()).each([&](std::size_t other) {
        ++violated[other];
        return true;
      });
    }
    for (std::size_t other = 0; other < violated.size(); ++other)
      if (violated[other] == 0) term.cells.add(other);
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
    const CellSet against = violating(test, term.wanted[test]);
    std::size_t outside = count_outside(term.cells);
    const bool can_go = against.each([&](std::size_t cell) {
      if (violated[cell] != 1 || inside_[cell]) return true;
      return may_have_[cell] && ++outside <= left_out;
    });
    if (!can_go) return;
    term.wanted[test] = Wanted::Either;
    against.each([&](std::size_t cell) {
      if (--violated[cell] == 0) term.cells.add(cell);
      return true;
    });
  }

  /// The widest of the passing tests that are inside by themselves.
  std::optional<Term> one_test(std::size_t cell) {
    std::optional<std::size_t> best;
    std::size_t most = 0;
    for (std::size_t test = 0; test < tests_.size(); ++test) {
      if (!holds_[test][cell]) continue;
      steps_ += texts_.size();
      if (!holds_[test].is_subset_of(inside_)) continue;
      const std::size_t count = holds_[test].size();
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

  [[nodiscard]] std::size_t count_outside(CellSet cells) const {
    cells -= inside_;
    return cells.size();
  }

  [[nodiscard]] bool is_covered_without(const std::vector<Term>& terms,
                                        std::size_t left_out) const {
    return terms[left_out].cells.each([&](std::size_t cell) {
      if (texts_.is_constant(static_cast<std::uint32_t>(cell))) return true;
      for (std::size_t i = 0; i < terms.size(); ++i)
        if (i != left_out && terms[i].cells[cell]) return true;
      return false;
    });
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
  const std::vector<std::size_t>& tests_;
  const std::vector<CellSet>& holds_;
  CellSet all_;
  CellSet inside_;
  CellSet may_have_;
  std::uint64_t steps_ = 0;
};

TextCovers::TextCovers(const TextCells& texts) : texts_(&texts), constants_(texts.size()) {
  for (std::uint32_t cell = 0; cell < texts.size() && texts.is_constant(cell); ++cell)
    constants_.add(cell);
  for (std::size_t test = 0; test < texts.exact().size(); ++test) {
    if (texts.exact()[test].kind == TextTest::Kind::Equals) continue;
    tests_.push_back(test);
    CellSet& holds = holds_.emplace_back(texts.size());
    for (std::uint32_t cell = 0; cell < texts.size(); ++cell)
      if (texts.holds(test, cell)) holds.add(cell);
  }
}

TextCover TextCovers::of(const std::vector<bool>& inside) const {
  return Covering(*this, inside).cover();
}

namespace {

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
  return TextCovers(texts).of(inside);
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
