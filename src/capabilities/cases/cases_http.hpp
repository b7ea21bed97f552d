#pragma once
#include "capabilities/cases/cases.hpp"
#include "capabilities/cases/routes.hpp"

namespace zhidian::cases {

/// The routes of openapi.yaml over the Service. Threads: safe to call from several.
class Handlers : public Routes {
 public:
  explicit Handlers(Service& service) : service_(service) {}
  base::Result<http::Response> list_cases(http::Call& call) override;
  base::Result<http::Response> create_case(http::Call& call) override;
  base::Result<http::Response> list_proceedings(http::Call& call) override;
  base::Result<http::Response> get_case(http::Call& call) override;
  base::Result<http::Response> check_case(http::Call& call) override;
  base::Result<http::Response> save_draft(http::Call& call) override;
  base::Result<http::Response> perform_action(http::Call& call) override;
  base::Result<http::Response> prepare_batch(http::Call& call) override;
  base::Result<http::Response> judge_condition(http::Call& call) override;
  base::Result<http::Response> add_material(http::Call& call) override;
  base::Result<http::Response> join_materials(http::Call& call) override;
  base::Result<http::Response> download_material(http::Call& call) override;
  base::Result<http::Response> remove_material(http::Call& call) override;
  base::Result<http::Response> preview_material(http::Call& call) override;
  base::Result<http::Response> print_form_pdf(http::Call& call) override;
  base::Result<http::Response> print_form_docx(http::Call& call) override;
  base::Result<http::Response> compare_rounds(http::Call& call) override;
  base::Result<http::Response> list_phrases(http::Call& call) override;
  base::Result<http::Response> add_phrase(http::Call& call) override;

 private:
  Service& service_;
};

}  // namespace zhidian::cases
