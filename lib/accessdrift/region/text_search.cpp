#include "accessdrift/region/text_search.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <queue>
#include <utility>

namespace accessdrift {
namespace {

/// What is to be known of letters to write texts with them.
struct ReadableLetters {
  explicit ReadableLetters(const TextAlphabet& alphabet)
      : members(alphabet.members()), by_reading(members.size()) {
    for (const CodePointSet& set : members) best.push_back(*most_readable(set));
    std::iota(by_reading.begin(), by_reading.end(), 0U);
    std::ranges::sort(by_reading, {}, [this](auto letter) { return reading_rank(best[letter]); });
  }

  /// One that is not among `except`, which is sorted.
  [[nodiscard]] std::optional<char32_t> member(std::uint32_t letter,
                                               std::span<const char32_t> except) const {
    if (!std::ranges::binary_search(except, best[letter])) return best[letter];
    return most_readable(members[letter], except);
  }

  std::vector<CodePointSet> members;
  std::vector<char32_t> best;             // by letter
  std::vector<std::uint32_t> by_reading;  // the letters
};

/// Dijkstra's search over the texts of one prefix word after another. While a text is the front of
/// a word it is a vertex of its own; once it has left the words only the product's state counts.
class Search {
 public:
  Search(const TextWords& words, const TextProduct& product, const SearchBounds& bounds)
      : words_(words),
        product_(product),
        bounds_(bounds),
        letters_(product.alphabet()),
        costs_(product.size()),
        met_(product.accepts().size()) {}

  std::optional<std::vector<TextClass>> run() {
    if (product_.start() == TextProduct::kNone) return classes_;
    if (words_.size() == 0 || !words_.is_prefix(0) || !words_[0].empty())
      run_from(TextWords::kNone);
    for (std::uint32_t word = 0; word < words_.size(); ++word) {
      if (words_.is_prefix(word)) run_from(word);
    }
    if (is_over()) return std::nullopt;
    return std::move(classes_);
  }

 private:
  using Node = std::optional<TextWords::Node>;
  static constexpr std::uint32_t kNoVertex = 0xFFFFFFFF;

  struct Vertex {
    std::uint32_t before;  // the vertex that it extends by `point`
    char32_t point;
    std::uint32_t state;
    Node node;  // nothing: the text is not the front of a word
  };
  struct Known {
    std::uint32_t round = 0;
    unsigned cost = 0;
    bool is_settled = false;
  };

  [[nodiscard]] bool is_over() const {
    return classes_.size() > bounds_.classes || places_ > bounds_.places;
  }

  void run_from(std::uint32_t prefix) {
    ++round_;
    prefix_ = prefix;
    met_count_ = 0;
    vertices_.clear();
    queue_ = {};
    const std::string_view text = prefix == TextWords::kNone ? std::string_view() : words_[prefix];
    const std::uint32_t state = product_.state_after(text);
    if (state == TextProduct::kNone) return;
    enqueue({kNoVertex, 0, state, start_node(prefix)}, 0);
    while (!queue_.empty() && met_count_ < met_.size() && !is_over()) visit_next(text);
    if (text.empty()) meet(0, text);
  }

  [[nodiscard]] Node start_node(std::uint32_t prefix) const {
    if (prefix != TextWords::kNone) return words_.node_of(prefix);
    return words_.size() == 0 ? Node() : words_.root();
  }

  void visit_next(std::string_view prefix_text) {
    const auto [cost, number] = queue_.top();
    queue_.pop();
    const Vertex vertex = vertices_[number];
    const bool is_start = number == 0;
    if (!vertex.node && !is_start) {
      ++places_;
      if (std::exchange(costs_[vertex.state].is_settled, true)) return;
    }
    if (!is_start || !prefix_text.empty()) meet(number, prefix_text);
    if (met_count_ < met_.size()) extend(vertex, number, cost);
  }

  void meet(std::uint32_t number, std::string_view prefix_text) {
    const Vertex& vertex = vertices_[number];
    const std::uint32_t mark = product_.mark(vertex.state);
    if (mark == TextProduct::kNone || is_name(vertex.node)) return;
    if (std::exchange(met_[mark], round_) == round_) return;
    ++met_count_;
    classes_.push_back({prefix_, mark, std::string(prefix_text) + encode_utf8(way_to(number))});
  }

  [[nodiscard]] bool is_name(const Node& node) const {
    const std::uint32_t word = node ? words_.word_at(*node) : TextWords::kNone;
    return word != TextWords::kNone && words_.is_name(word);
  }
  [[nodiscard]] bool is_prefix(const TextWords::Node& node) const {
    const std::uint32_t word = words_.word_at(node);
    return word != TextWords::kNone && words_.is_prefix(word);
  }

  [[nodiscard]] std::u32string way_to(std::uint32_t number) const {
    std::u32string way;
    for (; vertices_[number].before != kNoVertex; number = vertices_[number].before)
      way.push_back(vertices_[number].point);
    std::ranges::reverse(way);
    return way;
  }

  void extend(const Vertex& vertex, std::uint32_t number, unsigned cost) {
    const auto children =
        vertex.node ? words_.children(*vertex.node) : std::vector<TextWords::Child>();
    std::vector<char32_t> on_words;
    for (const auto& [point, node] : children) {
      on_words.push_back(point);
      const std::uint32_t state = product_.next(vertex.state, product_.alphabet().letter_of(point));
      if (state != TextProduct::kNone && !is_prefix(node))
        push({number, point, state, node}, cost + reading_cost(point));
    }
    for (const std::uint32_t letter : letters_.by_reading) {
      const std::uint32_t state = product_.next(vertex.state, letter);
      if (state == TextProduct::kNone || is_known(state, cost + 1)) continue;
      const auto point = letters_.member(letter, on_words);
      if (point) push({number, *point, state, std::nullopt}, cost + reading_cost(*point));
    }
  }

  [[nodiscard]] bool is_known(std::uint32_t state, unsigned cost) const {
    return costs_[state].round == round_ && costs_[state].cost <= cost;
  }

  void push(const Vertex& vertex, unsigned cost) {
    if (!vertex.node) {
      if (is_known(vertex.state, cost)) return;
      costs_[vertex.state] = {round_, cost, false};
    }
    enqueue(vertex, cost);
  }

  void enqueue(const Vertex& vertex, unsigned cost) {
    queue_.emplace(cost, static_cast<std::uint32_t>(vertices_.size()));
    vertices_.push_back(vertex);
  }

  using Entry = std::pair<unsigned, std::uint32_t>;  // cost, vertex

  const TextWords& words_;
  const TextProduct& product_;
  SearchBounds bounds_;
  ReadableLetters letters_;
  std::vector<Known> costs_;        // by state, of texts that are no front of a word
  std::vector<std::uint32_t> met_;  // by mark the last round that met it
  std::vector<TextClass> classes_;
  std::uint32_t round_ = 0;
  std::uint32_t prefix_ = TextWords::kNone;
  std::uint32_t met_count_ = 0;
  std::uint64_t places_ = 0;
  std::vector<Vertex> vertices_;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue_;
};

}  // namespace

std::optional<std::vector<TextClass>> find_classes(const TextWords& words,
                                                   const TextProduct& product,
                                                   const SearchBounds& bounds) {
  return Search(words, product, bounds).run();
}

}  // namespace accessdrift
