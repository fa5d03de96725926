-- Question: Who has passed the step where a huvudman stands, and can be asked about it?
-- Grain: one row per aspect and huvudman with a higher step there in the same round, by arbetsgrupp and name
-- Uses: follow_up/states
-- In force: example, example_aspect
-- Parameters:
--   as_of      date  the day the picture is of
--   county     text  county code
--   level      text  level id, or null for all levels
--   measure    text  null: the aspects as wholes
--   round      text  round id
--   principal  text  SCB code of the one that wants to learn
-- Columns:
--   aspect_id       text     -
--   aspect          text     Aspekt
--   own_label       text     Ert läge
--   principal_code  text     -
--   principal       text     Huvudman
--   work_group      text     Arbetsgrupp
--   state_label     text     Läge där
--   why             text     Varför just de
--   with_stage      integer  Antal huvudmän med ett steg
--   example_id      text     -
--   example         text     Exempel i aspekten
--   function        text     Kontakt
--   mailbox         text     E-post
--   synthetic       boolean  -
with placed as (
    select
        aspect_id, principal_code, principal, principal_order, work_group, stage, state_label, synthetic,
        count(*) over (partition by aspect_id) as with_stage
    from states
    where round_id = :round and stage is not null
),

told as (
    select
        e.id, e.title, e.principal_code, a.aspect_id, e.synthetic,
        row_number() over (partition by e.principal_code, a.aspect_id order by e.known_on desc, e.id) as nth
    from example_in_force as e
    join example_aspect_in_force as a on a.example_id = e.id and a.concerns is distinct from false
    where e.county_code = :county
),

reached as (
    select
        c.principal_code, c.function, c.mailbox, source.synthetic,
        row_number() over (partition by c.principal_code order by c.id) as nth
    from contact as c
    join source on source.id = c.source_id
    where c.known_on <= cast(:as_of as date)
)

select
    other.aspect_id, aspect.name as aspect, own.state_label as own_label, other.principal_code, other.principal,
    other.work_group, other.state_label,
    other.principal || ' är i steg ' || other.state_label || ' i ' || aspect.name || ', ni är i ' || own.state_label as why,
    other.with_stage, told.id as example_id, told.title as example, reached.function, reached.mailbox,
    own.synthetic or other.synthetic or coalesce(told.synthetic, false) or coalesce(reached.synthetic, false) as synthetic
from placed as own
join placed as other on other.aspect_id = own.aspect_id and other.stage > own.stage
join aspect on aspect.id = own.aspect_id
left join told on told.principal_code = other.principal_code and told.aspect_id = other.aspect_id and told.nth = 1
left join reached on reached.principal_code = other.principal_code and reached.nth = 1
where own.principal_code = :principal
order by aspect.sort_order, other.principal_order
