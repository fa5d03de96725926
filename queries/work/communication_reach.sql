-- Question: Which huvudmän and professions has each thing reached?
-- Grain: one row per item of the communication plan that has been done, and huvudman or profession
-- In force: communication, communication_principal, communication_actor
-- Parameters:
--   as_of   date  the day the picture is of
--   county  text  county code
-- Columns:
--   communication_id  text     -
--   title             text     Vad
--   done_on           date     Genomförd
--   receivers         text     -
--   code              text     Kod
--   name              text     Huvudman eller verksamhet
--   state             text     -
--   state_label       text     Har nåtts
--   origin            text     -
--   synthetic         boolean  -
with receivers as (
    select 1 as kind_order, 'principal' as receivers, code, short_name as name, sort_order
    from principal
    where county_code = :county
    union all
    select 2, 'actor', id, name, sort_order from actor
),

reached as (
    select communication_id, 'principal' as receivers, principal_code as code
    from communication_principal_in_force
    where concerns
    union all
    select communication_id, 'actor', actor_id from communication_actor_in_force where concerns
),

placed as (
    select
        c.id as communication_id, c.title, c.done_on, r.kind_order, r.receivers, r.code, r.name, r.sort_order,
        reached.code is not null as has_reached,
        -- where nobody is named it is not known whom it reached: that is not the same as nobody
        count(reached.code) over (partition by c.id, r.receivers) > 0 as told, c.origin, c.synthetic
    from communication_in_force as c
    cross join receivers as r
    left join reached on reached.communication_id = c.id and reached.receivers = r.receivers and reached.code = r.code
    where c.county_code = :county and c.state = 'done'
)

select
    communication_id, title, done_on, receivers, code, name,
    case when has_reached then 'yes' when told then 'no' else 'unknown' end as state,
    case when has_reached then 'Ja' when told then 'Nej' else 'Inte angivet' end as state_label, origin, synthetic
from placed
order by done_on nulls last, communication_id, kind_order, sort_order
