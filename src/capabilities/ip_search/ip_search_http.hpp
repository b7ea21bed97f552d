#pragma once
#include "capabilities/classifications/classifications.hpp"
#include "capabilities/ip_search/export_pieces.hpp"
#include "capabilities/ip_search/index_keeper.hpp"
#include "capabilities/ip_search/routes.hpp"
#include "query/synonyms.hpp"

namespace zhidian::ip_search {

/// The visitor's search. Threads: safe to call from several.
class Handlers final : public Routes {
 public:
  /// All must outlive it.
  Handlers(storage::Database& database, IndexKeeper& keeper, const MarkKeeper& marks, const query::Synonyms& synonyms,
           const classifications::Tables& tables)
      : database_(database), keeper_(keeper), marks_(marks), synonyms_(synonyms), tables_(tables) {}
  base::Result<http::Response> list_ip_collections(http::Call& call) override;
  base::Result<http::Response> search_ip_records(http::Call& call) override;
  base::Result<http::Response> read_ip_query(http::Call& call) override;
  base::Result<http::Response> find_near_marks(http::Call& call) override;
  base::Result<http::Response> get_ip_record(http::Call& call) override;
  base::Result<http::Response> get_ip_related(http::Call& call) override;
  base::Result<http::Response> count_ip_values(http::Call& call) override;
  base::Result<http::Response> export_ip_records(http::Call& call) override;

 private:
  storage::Database& database_;
  IndexKeeper& keeper_;
  const MarkKeeper& marks_;
  const query::Synonyms& synonyms_;
  const classifications::Tables& tables_;
  ExportPlaces export_places_;
};

}  // namespace zhidian::ip_search
