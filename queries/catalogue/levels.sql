-- Question: Which levels of leadership are there?
-- Grain: one row per level
-- Columns:
--   level_id     text  Kod
--   level        text  Nivå
--   short_name   text  -
--   description  text  Vad nivån är
select id as level_id, name as level, short_name, description from level order by sort_order
