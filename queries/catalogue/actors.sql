-- Question: Which kinds of actor can take part?
-- Grain: one row per kind of actor
-- Columns:
--   actor_id  text  Kod
--   actor     text  Aktör
select id as actor_id, name as actor from actor order by sort_order
