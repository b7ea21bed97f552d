#pragma once
#include <memory>

#include "capabilities/regulations/regulations.hpp"
#include "capabilities/regulations/routes.hpp"

namespace zhidian::regulations {

/// The public routes over the acts as data. Threads: safe to call from several.
class Handlers : public Routes {
 public:
  explicit Handlers(ActiveRegistry registry) : registry_(std::move(registry)) {}
  base::Result<http::Response> list_regulations(http::Call& call) override;
  base::Result<http::Response> list_programmes(http::Call& call) override;
  base::Result<http::Response> get_regulation(http::Call& call) override;
  base::Result<http::Response> get_article(http::Call& call) override;
  base::Result<http::Response> get_procedure(http::Call& call) override;
  base::Result<http::Response> explain_term(http::Call& call) override;
  base::Result<http::Response> get_assessment_questions(http::Call& call) override;
  base::Result<http::Response> assess_programmes(http::Call& call) override;

 private:
  ActiveRegistry registry_;
};

}  // namespace zhidian::regulations
