#pragma once

#include "accessdrift/interpreter/interpreter.h"
#include "accessdrift/model/routed.h"
#include "accessdrift/report/json_writer.h"
#include "accessdrift/report/report.h"

namespace accessdrift {

/// `{"answer":"never"}`, `{"answer":"when","text":…,"any":[[{"attribute":…,"in":[…]}]]}`: any of
/// the terms, all of a term's restrictions. Values are those of the configuration; absent is null,
/// a network `networks.NAME`, a run of integers `{"first":…,"last":…}`.
void write_answer(JsonWriter& json, const AnswerText& answer);

/// `allow`, `deny`, `when`.
[[nodiscard]] std::string_view outcome_word(Outcome outcome);

/// An attribute's value as JSON: a Boolean, an integer, a text, an array of texts.
void write_value(JsonWriter& json, const Value& value);

/// `"action":…,"resource":…`, both null where a URL means none, and of a URL (not null)
/// `"method":…,"url":…` as they were asked.
void write_asked_for(JsonWriter& json, const Request& request, const UrlRequest* by_url);

/// By name; absent is null, what is not told is left out.
void write_attributes(JsonWriter& json, const RequestAttributes& attributes);

}  // namespace accessdrift
