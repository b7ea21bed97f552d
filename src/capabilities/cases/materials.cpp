#include <algorithm>

#include "base/text.hpp"
#include "capabilities/cases/cases_dossier.hpp"
#include "documents/documents.hpp"

namespace zhidian::cases {
namespace {

using base::ErrorCode;

/// The slot's party uploads, while it holds the case or where an action of its own asks for the scan now.
base::Result<void> check_party(const rules::Procedure& procedure, const Case& target, const rules::Material& slot, const Doer& doer) {
  if (!names(doer.parties, slot.by)) return base::refuse(ErrorCode::forbidden, "cases.not_your_slot");
  if (target.holder != slot.by && !is_scan_due(procedure, target.state, slot)) return base::refuse(ErrorCode::not_allowed, "cases.not_your_turn");
  return {};
}

std::string join_words(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

/// The content decides, whatever the name says.
base::Result<void> check_file(const rules::Material& slot, const files::Incoming& incoming) {
  if (incoming.size == 0) return base::refuse(ErrorCode::invalid, "cases.empty_file");
  if (slot.max_bytes > 0 && incoming.size > slot.max_bytes) {
    return base::refuse(ErrorCode::too_large, "cases.file_too_large", {{"megabytes", std::to_string(slot.max_bytes / (1 << 20))}});
  }
  if (!slot.media_types.empty() && !names(slot.media_types, incoming.media_type)) {
    return base::refuse(ErrorCode::invalid, "cases.type_refused", {{"found", incoming.media_type}, {"allowed", join_words(slot.media_types)}});
  }
  return {};
}

base::Result<void> check_count(const std::vector<StoredMaterial>& materials, const rules::Material& slot) {
  const auto held = std::count_if(materials.begin(), materials.end(),
                                  [&](const StoredMaterial& material) { return material.slot == slot.id && !material.is_removed(); });
  if (held >= slot.max_files) return base::refuse(ErrorCode::conflict, "cases.slot_full", {{"most", std::to_string(slot.max_files)}});
  return {};
}

std::int64_t next_position(const std::vector<StoredMaterial>& materials, std::string_view slot) {
  std::int64_t last = 0;
  for (const StoredMaterial& material : materials) {
    if (material.slot == slot) last = std::max(last, material.position);
  }
  return last + 1;
}

/// The pictures to join, in the order asked for.
base::Result<std::vector<StoredMaterial>> find_pictures(const std::vector<StoredMaterial>& materials, std::string_view slot,
                                                        const std::vector<std::string>& ids) {
  std::vector<StoredMaterial> pictures;
  for (const std::string& id : ids) {
    const auto found = std::find_if(materials.begin(), materials.end(), [&](const StoredMaterial& material) { return material.id == id; });
    if (found == materials.end() || found->slot != slot || !found->is_usable()) return base::refuse(ErrorCode::not_found, "cases.material_not_found");
    if (!found->media_type.starts_with("image/")) return base::refuse(ErrorCode::invalid, "documents.not_a_picture");
    pictures.push_back(*found);
  }
  if (pictures.empty()) return base::refuse(ErrorCode::invalid, "cases.nothing_to_join");
  return pictures;
}

}  // namespace

base::Result<std::string> Service::add_material(storage::Connection& connection, const Case& target, std::string_view slot_id,
                                                const files::Incoming& incoming, std::string_view name, const Doer& doer) {
  const rules::Material* slot = procedure_of(target).find_material(slot_id);
  if (!slot) return base::refuse(ErrorCode::invalid, "cases.unknown_slot");
  const Case held = hold(connection, target.id).value();
  if (auto good = check_party(procedure_of(target), held, *slot, doer); !good) return base::refuse(std::move(good.error()));
  if (auto good = check_file(*slot, incoming); !good) return base::refuse(std::move(good.error()));
  const auto materials = list_materials(connection, target.id);
  if (auto good = check_count(materials, *slot); !good) return base::refuse(std::move(good.error()));
  if (auto kept = files_.keep(incoming); !kept) return base::refuse(std::move(kept.error()));

  insert_stored_file(connection, incoming, doer.at);
  StoredMaterial material;
  material.id = base::make_id(doer.at, random_);
  material.slot = slot->id;
  material.position = next_position(materials, slot->id);
  material.sha256 = incoming.sha256;
  material.name = files::safe_name(name);
  if (material.name.empty()) material.name = slot->id;
  material.party = slot->by;
  if (slot->is_signed_form) material.content_hash = form_hash(drafted_answers(list_drafts(connection, target.id)));
  insert_material(connection, target.id, material, doer);
  return material.id;
}

base::Result<void> Service::remove_material(storage::Connection& connection, const Case& target, std::string_view material_id, const Doer& doer) {
  const Case held = hold(connection, target.id).value();
  const auto materials = list_materials(connection, target.id);
  const auto found = std::find_if(materials.begin(), materials.end(),
                                  [&](const StoredMaterial& material) { return material.id == material_id && !material.is_removed(); });
  const rules::Material* slot = found == materials.end() ? nullptr : procedure_of(target).find_material(found->slot);
  if (!slot) return base::refuse(ErrorCode::not_found, "cases.material_not_found");
  if (auto good = check_party(procedure_of(target), held, *slot, doer); !good) return good;
  cases::remove_material(connection, target.id, material_id);
  return {};
}

base::Result<std::string> Service::join_materials(storage::Connection& connection, const Case& target, std::string_view slot_id,
                                                  const std::vector<std::string>& material_ids, const Doer& doer) {
  const rules::Material* slot = procedure_of(target).find_material(slot_id);
  if (!slot) return base::refuse(ErrorCode::invalid, "cases.unknown_slot");
  const Case held = hold(connection, target.id).value();
  if (auto good = check_party(procedure_of(target), held, *slot, doer); !good) return base::refuse(std::move(good.error()));
  const auto pictures = find_pictures(list_materials(connection, target.id), slot_id, material_ids);
  if (!pictures) return base::refuse(pictures.error());
  std::vector<std::string> paths;
  for (const StoredMaterial& picture : *pictures) paths.push_back(files_.path_of(picture.sha256));
  const auto joined = documents::join_pictures(paths);
  if (!joined) return base::refuse(joined.error());
  auto upload = files_.begin(slot->max_bytes > 0 ? slot->max_bytes : static_cast<std::int64_t>(joined->size()));
  if (!upload) return base::refuse(std::move(upload.error()));
  if (auto written = (*upload)->append(*joined); !written) return base::refuse(std::move(written.error()));
  const auto incoming = (*upload)->finish();
  if (!incoming) return base::refuse(incoming.error());
  for (const StoredMaterial& picture : *pictures) cases::remove_material(connection, target.id, picture.id);
  const std::string& first = pictures->front().name;
  return add_material(connection, target, slot_id, *incoming, first.substr(0, first.rfind('.')) + ".pdf", doer);
}

}  // namespace zhidian::cases
