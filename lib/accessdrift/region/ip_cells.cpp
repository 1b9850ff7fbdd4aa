#include "accessdrift/region/ip_cells.h"

#include <algorithm>
#include <array>
#include <bit>
#include <iterator>
#include <limits>
#include <unordered_map>

namespace accessdrift {
namespace {

__extension__ typedef unsigned __int128 Wide;

constexpr IpAddress kLowest{0, 0};
constexpr IpAddress kHighest{std::numeric_limits<std::uint64_t>::max(),
                             std::numeric_limits<std::uint64_t>::max()};
constexpr IpRange kIpv4{{0, 0xFFFF'0000'0000ULL}, {0, 0xFFFF'FFFF'FFFFULL}};
constexpr std::uint8_t kIpv4Length = 96;
/// RFC 5737 and RFC 3849: addresses for documentation.
constexpr std::array kDocumentation{
    IpAddress{0, 0xFFFF'C000'0201ULL}, IpAddress{0, 0xFFFF'C633'6401ULL},
    IpAddress{0, 0xFFFF'CB00'7101ULL}, IpAddress{0x2001'0DB8'0000'0000ULL, 1}};

Wide wide(const IpAddress& address) { return (Wide{address.high} << 64U) | address.low; }
IpAddress address_of(Wide bits) {
  return {static_cast<std::uint64_t>(bits >> 64U), static_cast<std::uint64_t>(bits)};
}
IpAddress next(const IpAddress& address) { return address_of(wide(address) + 1); }
IpAddress previous(const IpAddress& address) { return address_of(wide(address) - 1); }

/// Sorted, overlaps and neighbours joined.
void normalise(IpRanges& ranges) {
  if (!std::ranges::is_sorted(ranges)) std::ranges::sort(ranges);
  std::size_t kept = 0;
  for (const IpRange& range : ranges) {
    IpRange& open = ranges[kept == 0 ? 0 : kept - 1];
    if (kept != 0 && (open.last == kHighest || range.first <= next(open.last))) {
      open.last = std::max(open.last, range.last);
    } else {
      ranges[kept++] = range;
    }
  }
  ranges.resize(kept);
}

unsigned trailing_zeros(Wide bits) {
  const auto low = static_cast<std::uint64_t>(bits);
  if (low != 0) return static_cast<unsigned>(std::countr_zero(low));
  return 64 + static_cast<unsigned>(std::countr_zero(static_cast<std::uint64_t>(bits >> 64U)));
}

/// The largest aligned blocks that a range consists of.
void append_blocks(std::vector<IpPrefix>& blocks, const IpRange& range) {
  Wide first = wide(range.first);
  const Wide last = wide(range.last);
  const auto last_of_block = [&](unsigned bits) {
    return first | (bits == 128 ? ~Wide{0} : (Wide{1} << bits) - 1);
  };
  while (true) {
    unsigned bits = trailing_zeros(first);
    while (last_of_block(bits) > last) --bits;
    blocks.push_back({address_of(first), static_cast<std::uint8_t>(128 - bits)});
    if (last_of_block(bits) == last) return;
    first = last_of_block(bits) + 1;
  }
}

bool is_ipv4(const IpPrefix& prefix) {
  return prefix.address.is_v4() && prefix.length >= kIpv4Length;
}

/// The address itself if it stands alone or is odd, else its neighbour: networks begin at an even
/// one, which no host has.
IpAddress host_of(const IpRange& range) {
  return range.first == range.last || (range.first.low & 1U) != 0 ? range.first : next(range.first);
}

/// Where the set with this number begins or ends.
struct Cut {
  IpAddress at;
  std::uint32_t set = 0;
  friend constexpr auto operator<=>(const Cut&, const Cut&) = default;
};

/// Cuts of all sets, sorted by address. Those of one set come sorted; they are merged pairwise.
std::vector<Cut> cuts_of(std::span<const std::vector<IpPrefix>> prefix_sets) {
  std::vector<Cut> cuts;
  std::vector<std::size_t> ends{0};
  for (std::uint32_t set = 0; set < prefix_sets.size(); ++set) {
    for (const IpRange& range : ranges_of(prefix_sets[set])) {
      cuts.push_back({range.first, set});
      if (range.last != kHighest) cuts.push_back({next(range.last), set});
    }
    ends.push_back(cuts.size());
  }
  const auto at = [&](std::size_t end) {
    return cuts.begin() + static_cast<std::ptrdiff_t>(ends[end]);
  };
  while (ends.size() > 2) {
    std::vector<std::size_t> merged{0};
    for (std::size_t end = 2; end < ends.size(); end += 2) {
      std::inplace_merge(at(end - 2), at(end - 1), at(end));
      merged.push_back(ends[end]);
    }
    if (ends.size() % 2 == 0) merged.push_back(ends.back());
    ends = std::move(merged);
  }
  return cuts;
}

/// The finaliser of SplitMix64: one random-looking word a number.
constexpr std::uint64_t scatter(std::uint64_t number) {
  std::uint64_t word = (number + 1) * 0x9E3779B97F4A7C15ULL;
  word = (word ^ (word >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  word = (word ^ (word >> 27U)) * 0x94D049BB133111EBULL;
  return word ^ (word >> 31U);
}

/// Which sets an address is in, and a number for every such combination seen. Most addresses are in
/// few of the sets, so words of no set are not kept.
class Combinations {
 public:
  explicit Combinations(std::size_t sets) : inside_((sets + 63) / 64, 0) {}

  void toggle(std::uint32_t set) {
    const std::uint32_t place = set / 64;
    std::uint64_t& word = inside_[place];
    const bool was_empty = word == 0;
    word ^= std::uint64_t{1} << (set % 64);
    hash_ ^= scatter(set);
    if (!was_empty && word != 0) return;
    const auto at = std::ranges::lower_bound(used_, place);
    if (was_empty) {
      used_.insert(at, place);
    } else {
      used_.erase(at);
    }
  }
  [[nodiscard]] std::uint32_t number() {
    const auto [first, last] = by_hash_.equal_range(hash_);
    for (auto known = first; known != last; ++known)
      if (is_now(known->second)) return known->second;
    by_hash_.emplace(hash_, size());
    for (const std::uint32_t place : used_) seen_.push_back({place, inside_[place]});
    ends_.push_back(seen_.size());
    return size() - 1;
  }
  [[nodiscard]] bool is_outside() const { return used_.empty(); }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(ends_.size() - 1); }

 private:
  struct Word {
    std::uint32_t place = 0;
    std::uint64_t bits = 0;
  };

  [[nodiscard]] bool is_now(std::uint32_t number) const {
    const auto words = std::span(seen_).subspan(ends_[number], ends_[number + 1] - ends_[number]);
    return words.size() == used_.size() && std::ranges::all_of(words, [this](const Word& word) {
             return inside_[word.place] == word.bits;
           });
  }

  std::vector<std::uint64_t> inside_;
  std::vector<std::uint32_t> used_;  ///< places of words that are not 0, ascending
  std::uint64_t hash_ = 0;
  std::vector<Word> seen_;
  std::vector<std::size_t> ends_{0};  ///< by number, from 1 on: where its words end
  std::unordered_multimap<std::uint64_t, std::uint32_t> by_hash_;
};

}  // namespace

IpRanges ranges_of(std::span<const IpPrefix> prefixes) {
  IpRanges ranges;
  ranges.reserve(prefixes.size());
  for (const IpPrefix& prefix : prefixes) {
    const IpRange range{first_of(prefix), last_of(prefix)};
    const bool encloses_ipv4 =
        prefix.length < kIpv4Length && range.first <= kIpv4.first && kIpv4.last <= range.last;
    if (!encloses_ipv4) {
      ranges.push_back(range);
      continue;
    }
    if (range.first < kIpv4.first) ranges.push_back({range.first, previous(kIpv4.first)});
    if (kIpv4.last < range.last) ranges.push_back({next(kIpv4.last), range.last});
  }
  normalise(ranges);
  return ranges;
}

std::vector<IpPrefix> prefixes_of(std::span<const IpRange> ranges) {
  std::vector<IpPrefix> prefixes;
  for (const IpRange& range : ranges) {
    const IpRange inside{std::max(range.first, kIpv4.first), std::min(range.last, kIpv4.last)};
    if (inside.first <= inside.last) append_blocks(prefixes, inside);
  }
  // An IPv6 prefix around all of IPv4 contains none of it, so there IPv4 may be filled in: the
  // blocks get larger, never more.
  IpRanges filled(ranges.begin(), ranges.end());
  filled.push_back(kIpv4);
  normalise(filled);
  std::vector<IpPrefix> blocks;
  for (const IpRange& range : filled) append_blocks(blocks, range);
  std::ranges::remove_copy_if(blocks, std::back_inserter(prefixes), is_ipv4);
  return prefixes;
}

IpCells::IpCells(std::span<const std::vector<IpPrefix>> prefix_sets, std::uint32_t most) {
  const std::vector<Cut> cuts = cuts_of(prefix_sets);
  Combinations combinations(prefix_sets.size());
  std::array fixed{kLowest, kIpv4.first, next(kIpv4.last)};
  auto cut = cuts.begin();
  auto start = fixed.begin();
  while ((start != fixed.end() || cut != cuts.end()) && combinations.size() <= most) {
    const bool is_fixed = cut == cuts.end() || (start != fixed.end() && *start <= cut->at);
    const IpAddress at = is_fixed ? *start++ : cut->at;
    for (; cut != cuts.end() && cut->at == at; ++cut) combinations.toggle(cut->set);
    firsts_.push_back(at);
    cells_.push_back(combinations.number());
    if (combinations.is_outside()) outside_ = cells_.back();
  }
  size_ = combinations.size();
  if (size_ <= most) number_by_lowest_address();
}

void IpCells::number_by_lowest_address() {
  constexpr std::uint32_t kUnseen = 0xFFFFFFFF;
  std::vector<std::uint32_t> numbers(size_, kUnseen);
  std::uint32_t seen = 0;
  for (const bool v4 : {true, false}) {
    for (std::size_t run = 0; run < cells_.size(); ++run) {
      if (firsts_[run].is_v4() == v4 && numbers[cells_[run]] == kUnseen)
        numbers[cells_[run]] = seen++;
    }
  }
  runs_of_cell_.assign(size_, 0);
  for (std::uint32_t& cell : cells_) {
    cell = numbers[cell];
    ++runs_of_cell_[cell];
  }
  if (outside_ != kUnseen) outside_ = numbers[outside_];
}

IpAddress IpCells::last_of(std::size_t run) const {
  return run + 1 < firsts_.size() ? previous(firsts_[run + 1]) : kHighest;
}

std::uint32_t IpCells::cell_of(const IpAddress& address) const {
  const auto after = std::ranges::upper_bound(firsts_, address);
  return cells_[static_cast<std::size_t>(after - firsts_.begin()) - 1];
}

IpRanges IpCells::ranges(const std::vector<bool>& inside) const {
  IpRanges ranges;
  bool is_open = false;
  for (std::size_t run = 0; run < cells_.size(); ++run) {
    const bool is_inside = inside[cells_[run]];
    if (is_inside && !is_open) ranges.push_back({firsts_[run], {}});
    if (is_inside) ranges.back().last = last_of(run);
    is_open = is_inside;
  }
  return ranges;
}

std::optional<std::vector<bool>> IpCells::cells_of(std::span<const IpRange> ranges) const {
  const auto numbers = numbers_of(ranges);
  if (!numbers) return std::nullopt;
  std::vector<bool> inside(size_);
  for (const std::uint32_t cell : *numbers) inside[cell] = true;
  return inside;
}

std::optional<std::vector<std::uint32_t>> IpCells::numbers_of(
    std::span<const IpRange> ranges) const {
  std::vector<std::uint32_t> met;  // a cell for each of its runs
  for (const IpRange& range : ranges) {
    auto run =
        static_cast<std::size_t>(std::ranges::lower_bound(firsts_, range.first) - firsts_.begin());
    if (run == firsts_.size() || firsts_[run] != range.first) return std::nullopt;
    for (; run < firsts_.size() && firsts_[run] <= range.last; ++run) {
      if (last_of(run) > range.last) return std::nullopt;
      met.push_back(cells_[run]);
    }
  }
  std::ranges::sort(met);
  std::vector<std::uint32_t> numbers;
  for (auto at = met.begin(); at != met.end();) {
    const auto next_cell = std::upper_bound(at, met.end(), *at);
    if (next_cell - at != static_cast<std::ptrdiff_t>(runs_of_cell_[*at])) return std::nullopt;
    numbers.push_back(*at);
    at = next_cell;
  }
  return numbers;
}

std::vector<IpAddress> IpCells::examples() const {
  std::vector<IpAddress> examples(size_);
  std::uint32_t seen = 0;  // cells are numbered in the order of this walk
  for (const bool v4 : {true, false}) {
    for (std::size_t run = 0; run < cells_.size(); ++run) {
      if (firsts_[run].is_v4() != v4 || cells_[run] != seen) continue;
      IpAddress& example = examples[seen];
      example = host_of({firsts_[run], last_of(run)});
      const bool is_vast =
          seen == outside_ || firsts_[run] == kIpv4.first || firsts_[run] == kLowest;
      const auto* const better =
          std::ranges::find_if(kDocumentation, [&](const IpAddress& address) {
            return is_vast && address.is_v4() == v4 && cell_of(address) == seen;
          });
      if (better != kDocumentation.end()) example = *better;
      ++seen;
    }
  }
  return examples;
}

}  // namespace accessdrift
