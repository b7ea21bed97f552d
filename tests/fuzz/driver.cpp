// Replays the files of a corpus, then, where asked, makes more of them: fuzz_query CORPUS [--seconds N] [--tries N] [--seed S] [--keep FOLDER].
// Built with -fsanitize-coverage=trace-pc it keeps the inputs that reach something new.
#include "driver.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

namespace {

constexpr std::size_t longest = 6000;  // bytes of an input that is made
constexpr std::size_t places = 1 << 16;
unsigned char reached[places];  // no std::array: what is called at every block calls nothing
volatile bool is_new;
const std::string* at_hand = nullptr;  // what is being tried

}  // namespace

/// Called by the compiler's coverage at every block.
extern "C" __attribute__((no_sanitize_coverage, no_sanitize("address", "undefined"))) void __sanitizer_cov_trace_pc();
void __sanitizer_cov_trace_pc() {
  const auto place = reinterpret_cast<std::uintptr_t>(__builtin_return_address(0));
  unsigned char* const mark = reached + ((place ^ (place >> 16U)) & (places - 1));
  if (*mark == 0) is_new = true;
  *mark = 1;
}

namespace zhidian::fuzz {

void require(bool holds, const char* what) {
  if (holds) return;
  fmt::print(stderr, "does not hold: {}\n{}\n", what, at_hand ? *at_hand : "");
  std::abort();
}

namespace {

struct Options {
  std::string corpus, keep;
  std::chrono::seconds seconds{0};
  std::size_t tries = 0;
  unsigned seed = 1;
};

Options read_options(int count, char** words) {
  Options options;
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    const bool has_value = word.starts_with("--") && i + 1 < count;
    if (!has_value) {
      options.corpus = word;
      continue;
    }
    const std::string value = words[++i];
    if (word == "--seconds") options.seconds = std::chrono::seconds(std::stol(value));
    if (word == "--tries") options.tries = std::stoul(value);
    if (word == "--seed") options.seed = static_cast<unsigned>(std::stoul(value));
    if (word == "--keep") options.keep = value;
  }
  return options;
}

std::vector<std::string> read_corpus(const std::string& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) paths.push_back(entry.path());
  std::ranges::sort(paths);
  std::vector<std::string> inputs;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    inputs.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return inputs;
}

/// Whether the input reached something no other did.
bool try_input(const std::string& input) {
  is_new = false;
  at_hand = &input;
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
  return is_new;
}

/// Makes one input of others: bytes changed, pieces taken out, doubled, or put in from another one.
class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  std::string make(const std::vector<std::string>& inputs) {
    std::string input = inputs[below(inputs.size())];
    for (auto changes = 1 + below(6); changes > 0; --changes) change(input, inputs[below(inputs.size())]);
    if (input.size() > longest) input.resize(longest);
    return input;
  }

 private:
  std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }

  void change(std::string& input, const std::string& other) {
    const std::size_t at = below(input.size() + 1), length = below(std::min<std::size_t>(input.size() - at + 1, 40));
    const std::size_t from = below(other.size()), many = below(std::min<std::size_t>(other.size() - from + 1, 60));
    switch (below(7)) {
      case 0: input.insert(at, 1, static_cast<char>(below(256))); break;
      case 1: input.erase(at, length); break;
      case 2: input.insert(at, std::string(input, at, length)); break;
      case 3: input.insert(at, other, from, many); break;
      case 4: input.replace(at, length, other, from, many); break;
      case 5: {
        const std::string piece(input, at, length);
        for (auto times = below(40); times > 0 && input.size() < longest; --times) input.insert(at, piece);
        break;
      }
      default:
        if (at < input.size()) input[at] = static_cast<char>(input[at] ^ (1 << below(8)));
    }
  }

  std::mt19937 random_;
};

std::size_t try_for(const Options& options, std::vector<std::string>& inputs) {
  const auto end = std::chrono::steady_clock::now() + options.seconds;
  const std::size_t given = inputs.size();
  Maker maker(options.seed);
  std::size_t tried = 0;
  while (tried < options.tries || std::chrono::steady_clock::now() < end) {
    std::string input = maker.make(inputs);
    ++tried;
    if (!options.keep.empty()) std::ofstream(options.keep + "/last", std::ios::binary) << input;
    if (!try_input(input)) continue;
    if (!options.keep.empty()) std::ofstream(fmt::format("{}/{}", options.keep, inputs.size() - given), std::ios::binary) << input;
    inputs.push_back(std::move(input));
  }
  return tried;
}

}  // namespace
}  // namespace zhidian::fuzz

int main(int count, char** words) {
  using namespace zhidian::fuzz;
  const Options options = read_options(count, words);
  if (options.corpus.empty()) {
    fmt::print(stderr, "usage: {} CORPUS [--seconds N] [--tries N] [--seed S] [--keep FOLDER]\n", words[0]);
    return 2;
  }
  auto inputs = read_corpus(options.corpus);
  require(!inputs.empty(), "the corpus holds an input");
  const std::size_t given = inputs.size();
  for (const std::string& input : inputs) try_input(input);
  const std::size_t tried = try_for(options, inputs);
  const auto places_reached = std::ranges::count(reached, 1);
  fmt::print("{} inputs replayed, {} made, {} of them new, {} places reached\n", given, tried, inputs.size() - given, places_reached);
  return 0;
}
