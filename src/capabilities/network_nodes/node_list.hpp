#pragma once
#include <string>
#include <vector>

#include "capabilities/network_nodes/network_nodes.hpp"
#include "capabilities/organisations/institution_list.hpp"

/// Determinations come in as a list: one document often names many institutions. Default C15.
namespace zhidian::network_nodes {

/// One line: an institution, the kind it was determined to be, the day and the document. kind is its code, determined_on ISO once they are good.
struct NodeLine : organisations::ListedInstitution {
  std::string kind, determined_on, document;
  bool is_present = false;                 // recorded already
  std::vector<directory::HeldLine> lines;  // that end with it
};
struct NodeList {
  accounts::Authority authority;
  organisations::ListSheet sheet;
  std::vector<NodeLine> lines;
  [[nodiscard]] bool is_good() const;
};

/// The kinds an authority may record.
std::vector<const rules::NodeKind*> list_kinds_of(const regulations::Registry& registry, const accounts::Authority& authority);
/// The authorities the reader is an officer of that may record any.
std::vector<accounts::Authority> list_recorders(const http::Call& call, const regulations::Registry& registry);
/// The one a request names by `authority`, or the only one. Errors: network_nodes.list_not_yours.
base::Result<accounts::Authority> find_recorder(const http::Call& call, const regulations::Registry& registry);

/// A list checked against what is registered; nothing is changed.
/// Errors: those of organisations::read_list, organisations.list_no_file, network_nodes.list_not_yours.
base::Result<NodeList> check_node_list(const http::Call& call, const regulations::Registry& registry);
/// Records all lines of a good list that are not recorded yet, each as record_node does; an institution nobody has registered is entered first.
base::Result<void> enter_node_list(const http::Call& call, const regulations::Registry& registry, NodeList list);
base::Value to_value(const NodeList& list, const regulations::Registry& registry, bool is_applied, http::Language language);

/// A blank list for the authority, with the kinds it may record.
std::string print_node_template(const http::Call& call, const regulations::Registry& registry, const accounts::Authority& authority);

}  // namespace zhidian::network_nodes
