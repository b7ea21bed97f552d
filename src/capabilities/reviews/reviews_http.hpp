#pragma once
#include "capabilities/reviews/reviews.hpp"
#include "capabilities/reviews/routes.hpp"

namespace zhidian::reviews {

/// The routes of pools, reviews, assignments and draws. Threads: safe to call from several.
class Handlers final : public Routes {
 public:
  explicit Handlers(Service& service) : service_(service) {}
  base::Result<http::Response> list_experts(http::Call& call) override;
  base::Result<http::Response> add_expert(http::Call& call) override;
  base::Result<http::Response> get_expert(http::Call& call) override;
  base::Result<http::Response> update_expert(http::Call& call) override;
  base::Result<http::Response> declare_for_expert(http::Call& call) override;
  base::Result<http::Response> get_expert_record(http::Call& call) override;
  base::Result<http::Response> declare_relation(http::Call& call) override;
  base::Result<http::Response> end_declaration(http::Call& call) override;
  base::Result<http::Response> list_seed_holders(http::Call& call) override;
  base::Result<http::Response> get_case_review(http::Call& call) override;
  base::Result<http::Response> open_review(http::Call& call) override;
  base::Result<http::Response> preview_review_pool(http::Call& call) override;
  base::Result<http::Response> list_reviews(http::Call& call) override;
  base::Result<http::Response> get_review(http::Call& call) override;
  base::Result<http::Response> commit_draw_value(http::Call& call) override;
  base::Result<http::Response> reveal_draw_value(http::Call& call) override;
  base::Result<http::Response> withhold_draw_value(http::Call& call) override;
  base::Result<http::Response> restart_draw(http::Call& call) override;
  base::Result<http::Response> release_seat(http::Call& call) override;
  base::Result<http::Response> open_score_sheets(http::Call& call) override;
  base::Result<http::Response> conclude_review(http::Call& call) override;
  base::Result<http::Response> list_scores(http::Call& call) override;
  base::Result<http::Response> list_assignments(http::Call& call) override;
  base::Result<http::Response> get_assignment(http::Call& call) override;
  base::Result<http::Response> download_assignment_material(http::Call& call) override;
  base::Result<http::Response> decline_assignment(http::Call& call) override;
  base::Result<http::Response> seal_score_sheet(http::Call& call) override;
  base::Result<http::Response> list_draws(http::Call& call) override;
  base::Result<http::Response> get_draw(http::Call& call) override;

 private:
  base::Result<http::Response> answer(http::Call& call, const base::Result<Review>& review) const;
  Service& service_;
};

}  // namespace zhidian::reviews
