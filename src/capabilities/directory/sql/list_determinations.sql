-- The determinations of an institution that stand, in the order of their days.
SELECT n.node_id, n.kind, n.determined_on FROM standing_nodes n WHERE n.organisation_id = $1 ORDER BY n.determined_on, n.node_id
