#include "condition_writer.h"
#include "vocabulary.h"

namespace accessdrift::property {
namespace {

struct Field {
  std::string name;
  std::vector<std::string> numbers;
};

const std::vector<Field> kFields{{"getHours", {"8", "18", "2", "0", "23"}},
                                 {"getHours", {"8", "9", "17", "7"}},
                                 {"getDayOfWeek", {"0", "1", "5", "6"}},
                                 {"getMinutes", {"0", "30", "59"}},
                                 {"getDate", {"1", "28", "31"}},
                                 {"getDayOfMonth", {"0", "27", "30"}},
                                 {"getMonth", {"0", "2", "9", "11"}},
                                 {"getDayOfYear", {"0", "59", "365"}},
                                 {"getFullYear", {"2026", "2027", "2028"}}};

const Field kSeconds{"getSeconds", {"0", "1"}};

}  // namespace

std::string ConditionWriter::instant() { return "timestamp(\"" + random_.pick(kInstants) + "\")"; }

std::string ConditionWriter::duration() {
  return "duration(\"" + (random_.chance(3) ? kLongestDuration : random_.pick(kDurations)) + "\")";
}

std::string ConditionWriter::quiet_int(const std::string& constant) {
  std::vector<Operand> ints;
  for (const Operand& operand : operands_) {
    if (operand.kind == TypeKind::Int && operand.root != Root::Request) ints.push_back(operand);
  }
  return ints.empty() || random_.chance(70) ? constant : use(random_.pick(ints));
}

std::string ConditionWriter::window_test(const std::string& time) {
  const std::string window = random_.pick(draft_.windows).name;
  uses_.insert("window " + window);
  return time + " in windows." + window;
}

std::string ConditionWriter::field_test(const std::string& time) {
  const Field& field = random_.chance(4) ? kSeconds : random_.pick(kFields);
  const std::string zone = random_.chance(15) ? "" : '"' + random_.pick(kZones) + '"';
  const std::string shown = time + "." + field.name + "(" + zone + ")";
  const std::string one = random_.pick(field.numbers);
  const std::string other = random_.pick(field.numbers);
  switch (random_.below(5)) {
    case 0:
      return shown + " in [" + one + ", " + other + "]";
    case 1:
      return shown + " >= " + one + " && " + shown + " < " + other;
    case 2:
      return "[" + one + ", " + other + "].exists(f, " + shown + int_operator() + "f)";
    default:
      return shown + int_operator() + quiet_int(one);
  }
}

std::string ConditionWriter::clock_test(const std::string& time) {
  return draft_.windows.empty() || random_.chance(45) ? field_test(time) : window_test(time);
}

std::string ConditionWriter::sum_test(const Operand& operand) {
  const std::string sign = random_.chance(50) ? " + " : " - ";
  const std::string shifted = operand.text + sign + duration();
  switch (random_.below(5)) {
    case 0:
      return operand.text + " - " + partner(operand, instant()) + int_operator() + duration();
    case 1:
      return instant() + " - " + operand.text + int_operator() + duration() + sign + duration();
    case 2:
      return duration() + " + " + operand.text + int_operator() + partner(operand, instant());
    case 3:
      return clock_test("(" + shifted + ")");
    default:
      return shifted + int_operator() + partner(operand, instant()) + " - " + duration();
  }
}

std::string ConditionWriter::time_test(const Operand& operand) {
  use(operand);
  const std::string& time = operand.text;
  switch (random_.below(14)) {
    case 0:
      return time + " in [" + instant() + ", " + partner(operand, instant()) + "]";
    case 1:
      return "[" + instant() + ", " + instant() + "].exists(i, " + time + int_operator() + "i)";
    case 2:
      return "[" + instant() + ", " + partner(operand, instant()) + "].all(i, i" + int_operator() +
             time + ")";
    case 3:
      return "(" + quiet_test() + " ? " + time + " : " + instant() + ")" + int_operator() +
             instant();
    case 4:
      return "((" + clock_test(time) + ") ? " + time + int_operator() + instant() + " : " + time +
             int_operator() + partner(operand, instant()) + ")";
    case 5:
    case 6:
      return sum_test(operand);
    case 7:
    case 8:
    case 9:
    case 10:
      return clock_test(time);
    case 11:
      return time + " >= " + instant() + " && " + time + " < " + instant();
    default:
      return time + int_operator() + partner(operand, instant());
  }
}

}  // namespace accessdrift::property
