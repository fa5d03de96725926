-- Question: Which categories does a risk belong to?
-- Grain: one row per category
-- Columns:
--   category_id  text  Kod
--   category     text  Kategori
--   description  text  Vad den omfattar
--   source       text  Källa
select id as category_id, name as category, description, reference as source from risk_category order by sort_order
