#include "accessdrift/report/answer_json.h"

#include <variant>

namespace accessdrift {
namespace {

struct ValueWriter {
  JsonWriter& json;
  void operator()(bool value) const { json.boolean(value); }
  void operator()(std::int64_t value) const { json.integer(value); }
  void operator()(const std::string& value) const { json.text(value); }
  void operator()(const IpAddress& value) const { json.text(to_text(value)); }
  void operator()(const Time& value) const { json.text(to_text(Value{value})); }
  void operator()(const Duration& value) const { json.text(to_text(Value{value})); }
  void operator()(const std::set<std::string>& value) const {
    json.texts(TextList::Texts(value.begin(), value.end()));
  }
};

void write_bound(JsonWriter& json, std::string_view key, const std::optional<std::int64_t>& bound) {
  json.key(key);
  if (bound) {
    json.integer(*bound);
  } else {
    json.null();
  }
}

void write_instant(JsonWriter& json, std::string_view key, const std::optional<Instant>& instant) {
  json.key(key);
  if (instant) {
    json.text(to_text(Value{Time{*instant}}));
  } else {
    json.null();
  }
}

void write_test(JsonWriter& json, const RecurringTest& test) {
  json.begin_object();
  if (test.shift != 0) json.key("seconds_later").integer(test.shift);
  if (test.window.parts.empty()) {
    json.key("function").text(function_of(test.field)).key("zone").text(test.zone);
    json.key("in").begin_array();
    for (const IntRange& range : test.ranges) {
      json.begin_object();
      write_bound(json, "first", range.first);
      write_bound(json, "last", range.last);
      json.end_object();
    }
    json.end_array();
  } else {
    json.key(test.is_open ? "in" : "outside").texts(texts_of(test.window));
  }
  json.end_object();
}

std::string_view key_of(TextTest::Kind kind) {
  switch (kind) {
    case TextTest::Kind::Equals:
      return "equals";
    case TextTest::Kind::StartsWith:
      return "starts_with";
    case TextTest::Kind::EndsWith:
      return "ends_with";
    case TextTest::Kind::Contains:
      return "contains";
    case TextTest::Kind::Matches:
      return "matches";
    case TextTest::Kind::LongerThan:
      return "longer_than";
    case TextTest::Kind::Below:
      return "before";
  }
  return {};
}

void write_literal(JsonWriter& json, const TextLiteral& literal) {
  json.begin_object();
  json.key((literal.holds ? "" : "not_") + std::string(key_of(literal.test.kind)));
  if (literal.test.kind == TextTest::Kind::LongerThan) {
    json.integer(literal.test.length);
  } else {
    json.text(literal.test.argument);
  }
  json.end_object();
}

void write_values(JsonWriter& json, const Restriction& restriction) {
  json.begin_array();
  for (const std::string& network : restriction.networks) json.text("networks." + network);
  for (const IpPrefix& prefix : restriction.prefixes) json.text(to_text(prefix));
  for (const Restriction::IntRange& range : restriction.ranges) {
    json.begin_object();
    write_bound(json, "first", range.first);
    write_bound(json, "last", range.last);
    json.end_object();
  }
  for (const Restriction::TimeRange& range : restriction.times) {
    json.begin_object();
    write_instant(json, "from", range.begin);
    write_instant(json, "until", range.end);
    json.end_object();
  }
  for (const TextTerm& term : restriction.texts) {
    json.begin_array();
    for (const TextLiteral& literal : term) write_literal(json, literal);
    json.end_array();
  }
  for (const RecurringTerm& term : restriction.recurring) {
    json.begin_array();
    for (const RecurringTest& test : term) write_test(json, test);
    json.end_array();
  }
  for (const std::optional<Value>& value : restriction.values) {
    if (value) {
      write_value(json, *value);
    } else {
      json.null();
    }
  }
  json.end_array();
}

void write_restriction(JsonWriter& json, const Restriction& restriction) {
  json.begin_object().key("attribute").text(restriction.attribute);
  if (!restriction.element.empty()) json.key("element").text(restriction.element);
  json.key(restriction.is_complement ? "not_in" : "in");
  write_values(json, restriction);
  json.end_object();
}

std::string_view word_of(AnswerText::Kind kind) {
  switch (kind) {
    case AnswerText::Kind::Never:
      return "never";
    case AnswerText::Kind::Always:
      return "always";
    case AnswerText::Kind::When:
      return "when";
    case AnswerText::Kind::Unknown:
      return "unknown";
  }
  return {};
}

}  // namespace

std::string_view outcome_word(Outcome outcome) {
  switch (outcome) {
    case Outcome::Allow:
      return "allow";
    case Outcome::Deny:
      return "deny";
    case Outcome::Open:
      return "when";
  }
  return {};
}

void write_value(JsonWriter& json, const Value& value) { std::visit(ValueWriter{json}, value); }

void write_asked_for(JsonWriter& json, const Request& request, const UrlRequest* by_url) {
  const auto text_or_null = [&json](std::string_view key, const std::string& text) {
    json.key(key);
    text.empty() ? json.null() : json.text(text);
  };
  text_or_null("action", request.action);
  text_or_null("resource", request.action.empty() ? std::string() : request.resource);
  if (by_url != nullptr) json.key("method").text(by_url->method).key("url").text(by_url->url);
}

void write_attributes(JsonWriter& json, const RequestAttributes& attributes) {
  json.begin_object();
  for (const auto& [name, told] : attributes) {
    if (told.state == Told::State::NotTold) continue;
    json.key(name);
    if (told.state == Told::State::Absent) {
      json.null();
    } else {
      write_value(json, told.value);
    }
  }
  json.end_object();
}

void write_answer(JsonWriter& json, const AnswerText& answer) {
  json.begin_object().key("answer").text(word_of(answer.kind));
  if (answer.kind == AnswerText::Kind::Unknown) json.key("reason").text("limit");
  if (answer.kind == AnswerText::Kind::When) {
    json.key("text").text(answer.text).key("any").begin_array();
    for (const Term& term : answer.terms) {
      json.begin_array();
      for (const Restriction& restriction : term) write_restriction(json, restriction);
      json.end_array();
    }
    json.end_array();
    if (answer.more != 0) json.key("more").count(answer.more).key("digest").text(answer.digest);
  }
  json.end_object();
}

}  // namespace accessdrift
