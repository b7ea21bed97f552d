#pragma once
#include "capabilities/regulations/regulations.hpp"
#include "rules/engine.hpp"

namespace zhidian::regulations {

/// What the conditions of all programmes ask, each fact once: a registry fact stands for all acts, a field of a form for its own act, whose
/// forms mean the same by the same name.
/// Shape: schema AssessmentQuestion.
base::Value::List list_questions(const rules::Library& library);
/// Answers by question id, checked against the questions. Errors: regulations.unknown_question, regulations.bad_assessment_answer.
base::Result<base::Value::Map> read_assessment_answers(const rules::Library& library, std::string_view json);
/// Every programme against the answers, in the order in which they can be reached: one that asks for a status comes after those that grant
/// it. Nothing is stored. Shape: schema AssessedProgramme.
base::Value::List assess(const Registry& registry, const base::Value::Map& answers, base::Date today, const rules::WithinTest& is_within);

}  // namespace zhidian::regulations
