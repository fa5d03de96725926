-- Question: Which examples and lessons match what is looked for?
-- Grain: one row per example
-- In force: example, example_aspect
-- Parameters:
--   as_of      date  the day the picture is of
--   county     text  county code
--   principal  text  SCB code, or null for all
--   of_aspect  text  aspect id, or null for all
--   of_level   text  level id, or null for all
--   sort       text  works or did_not_work, or null for both
--   evaluated  text  yes, no or unknown, or null for all
--   search     text  words that stand somewhere in it, or null
--   involved   text  a committee or department that takes part, or null for all
-- Columns:
--   example_id      text     -
--   kind            text     -
--   kind_label      text     Sort
--   title           text     Exempel
--   principal_code  text     -
--   principal       text     Huvudman
--   level           text     Nivå
--   aspects         text     Aspekter
--   problem         text     Problemet
--   done            text     Vad man gjorde
--   needed          text     Vad det krävde
--   outcome         text     Vad det gav
--   committees      text     Nämnder
--   departments     text     Förvaltningar
--   evaluated       text     -
--   evaluated_label text     Utvärderat
--   link            text     Länk
--   anonymous       boolean  -
--   known_on        date     Känt sedan
--   origin          text     -
--   synthetic       boolean  -
with concerned as (
    select
        a.example_id, string_agg(aspect.name, ', ' order by aspect.sort_order) as aspects,
        bool_or(a.aspect_id = cast(:of_aspect as text)) as has_aspect
    from example_aspect_in_force as a
    join aspect on aspect.id = a.aspect_id
    where a.concerns is distinct from false
    group by a.example_id
),

described as (
    select
        e.*, p.short_name as principal, level.name as level, concerned.aspects,
        coalesce(concerned.has_aspect, false) as has_aspect,
        -- each name between two commas, however they were spaced
        ',' || replace(lower(concat_ws(',', e.committees, e.departments)), ', ', ',') || ',' as involved_words,
        lower(concat_ws(' ', e.title, e.problem, e.done, e.needed, e.outcome, e.committees, e.departments, p.short_name))
            as words
    from example_in_force as e
    left join principal as p on p.code = e.principal_code
    left join level on level.id = e.level_id
    left join concerned on concerned.example_id = e.id
)

select
    id as example_id, kind, case kind when 'works' then 'Fungerade' else 'Fungerade inte' end as kind_label, title,
    principal_code,
    case when anonymous then 'Utan avsändare' else coalesce(principal, 'Hela länet') end as principal,
    level, aspects, problem, done, needed, outcome, committees, departments, evaluated,
    case evaluated when 'yes' then 'Ja' when 'no' then 'Nej' else 'Vet inte' end as evaluated_label, link,
    coalesce(anonymous, false) as anonymous, known_on, origin, synthetic
from described
where county_code = :county
    and (cast(:principal as text) is null or principal_code = :principal)
    and (cast(:of_aspect as text) is null or has_aspect)
    and (cast(:of_level as text) is null or level_id = :of_level)
    and (cast(:sort as text) is null or kind = :sort)
    and (cast(:evaluated as text) is null or evaluated = :evaluated)
    and (cast(:involved as text) is null or position(',' || lower(:involved) || ',' in involved_words) > 0)
    and (cast(:search as text) is null or position(lower(:search) in words) > 0)
order by known_on desc, id
