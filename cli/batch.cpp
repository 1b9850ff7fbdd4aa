#include "cli/batch.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/engine/decide.h"
#include "accessdrift/interpreter/interpreter.h"
#include "accessdrift/interpreter/route.h"
#include "accessdrift/query/asked.h"
#include "accessdrift/report/escape.h"
#include "cli/authzen.h"
#include "cli/failure.h"
#include "cli/one_side.h"
#include "cli/progress.h"

namespace accessdrift::cli {
namespace {

/// A file descriptor that is closed if it was opened here.
class Input {
 public:
  explicit Input(const std::string& file)
      : name_(file == "-" ? "standard input" : file),
        descriptor_(file == "-" ? STDIN_FILENO : ::open(file.c_str(), O_RDONLY | O_CLOEXEC)),
        is_owned_(file != "-") {}
  ~Input() {
    if (is_owned_ && descriptor_ >= 0) ::close(descriptor_);
  }
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  Result<std::string> read_all() const {
    std::string text;
    std::array<char, 65'536> buffer{};
    while (true) {
      const ssize_t count =
          descriptor_ < 0 ? -1 : ::read(descriptor_, buffer.data(), buffer.size());
      if (count < 0 && descriptor_ >= 0 && errno == EINTR) continue;
      if (count < 0)
        return failure(error_without_place(
            "unreadable-input",
            fmt::format("`{}` cannot be read: {}", shortened(name_), std::strerror(errno))));
      if (count == 0) return text;
      text.append(buffer.data(), static_cast<std::size_t>(count));
    }
  }

 private:
  std::string name_;
  int descriptor_;
  bool is_owned_;
};

std::string error_line(const Diagnostic& problem) {
  std::string message = problem.message;
  if (!problem.label.empty() && !message.ends_with(problem.label)) message += ": " + problem.label;
  if (!problem.help.empty()) message += "; " + problem.help;
  return fmt::format("{{\"error\":{{\"code\":\"{}\",\"message\":\"{}\"}}}}\n",
                     escape_json(problem.code), escape_json(message));
}

class Batch {
 public:
  Batch(std::shared_ptr<const Snapshot> snapshot, Instant from)
      : snapshot_(std::move(snapshot)),
        from_(from),
        decider_(snapshot_, from),
        interpreter_(*snapshot_) {}

  void answer(std::string line) {
    const auto text = std::make_shared<const SourceText>("request", std::move(line));
    Result<Evaluation> line_asks = read_evaluation(text, *snapshot_);
    if (!line_asks) return refuse(line_asks.error().front());
    auto& [request, by_url] = *line_asks;
    request.attributes.try_emplace(std::string(kTime), Told::present(Time{from_}));
    switch (by_url ? decider_.decide(request.identity, *by_url, request.attributes)
                   : decider_.decide(request.identity, request.action, request.resource,
                                     request.attributes)) {
      case Decided::Allow:
        return decide(true);
      case Decided::Deny:
        return decide(false);
      case Decided::Limited:
        if (by_url) take_route(*by_url, request);
        return decide_plainly(request);
      case Decided::UnknownResource:
      case Decided::UnknownAction:
        return refuse(unknown_target(request));
      case Decided::Incomplete:
        break;
    }
    refuse_incomplete();
  }

  [[nodiscard]] ExitCode exit_code() const {
    if (is_broken_) return ExitCode::NoAnswer;
    return is_denied_ ? ExitCode::NotGood : ExitCode::Good;
  }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void decide(bool allowed) {
    is_denied_ = is_denied_ || !allowed;
    out_ += allowed ? "{\"decision\":true}\n" : "{\"decision\":false}\n";
  }

  void refuse(const Diagnostic& problem) {
    is_broken_ = true;
    out_ += error_line(problem);
  }

  /// What is not told is of the world: all else is, if only as absent.
  void decide_plainly(Request request) {
    for (const std::string_view attribute : kUrlAttributes)
      request.attributes.try_emplace(std::string(attribute), Told::absent());
    const Outcome outcome = interpreter_.explain(request).outcome;
    if (outcome == Outcome::Open) return refuse_incomplete();
    decide(outcome == Outcome::Allow);
  }

  void refuse_incomplete() {
    refuse(error_without_place("missing-attribute",
                               "an attribute on which the answer hangs is missing"));
  }

  /// REQUIRES: the URL asks for something.
  void take_route(const UrlRequest& by_url, Request& request) const {
    const Routed routed = interpreting::route(*snapshot_, by_url);
    request.action = snapshot_->text(routed.action);
    request.resource = snapshot_->text(snapshot_->resources[routed.resource.index()]->id);
    tell_url(routed.url, by_url.method, request.attributes);
  }

  Diagnostic unknown_target(const Request& request) {
    if (!inquiry_) inquiry_ = inquire(snapshot_, from_);
    const auto target = find_asked_target(*inquiry_, request.action, request.resource);
    return target ? error_without_place("unknown-action", "the resource does not have the action")
                  : target.error().front();
  }

  std::shared_ptr<const Snapshot> snapshot_;
  Instant from_;  ///< of requests that do not tell their time
  Decider decider_;
  Interpreter interpreter_;
  std::optional<Inquiry> inquiry_;  ///< for suggestions only
  std::string out_;
  bool is_denied_ = false;
  bool is_broken_ = false;
};

/// Every line has an answer; nothing follows the last line break.
void answer_lines(std::string_view text, Batch& batch) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    batch.answer(std::string(line));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

ExitCode run_batch(Loader& loader, const std::string& file, const std::optional<std::string>& side,
                   Instant from, Streams& streams) {
  Progress progress(streams, "reading");
  Result<OneSide> loaded = load_one_side(loader, side);
  const Result<std::string> text = Input(file).read_all();
  progress.stage("deciding");
  if (!loaded || !text) {
    progress.stop();
    return fail(streams, loaded ? text.error() : loaded.error());
  }
  if (text->empty()) {
    progress.stop();
    return fail(streams, {error_without_place("unreadable-input", "the batch has no line",
                                              "a batch has one evaluation request a line")});
  }
  Batch batch(loaded->loaded.snapshot, from);
  answer_lines(*text, batch);
  progress.stop();
  warn(streams, loaded->loaded.warnings);
  streams.out(batch.take());
  return batch.exit_code();
}

}  // namespace accessdrift::cli
