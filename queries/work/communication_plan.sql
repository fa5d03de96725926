-- Question: What is to be spread, to whom and how, and has it been done?
-- Grain: one row per item of the communication plan
-- In force: communication, communication_principal, communication_actor, example, research_report
-- Parameters:
--   as_of   date  the day the picture is of
--   county  text  county code
-- Columns:
--   communication_id  text     -
--   title             text     Vad
--   kind              text     -
--   kind_label        text     Sort
--   subject_id        text     -
--   subject           text     -
--   audience          text     Till vem
--   channel           text     -
--   channel_label     text     Väg
--   planned_on        date     Planerad
--   done_on           date     Genomförd
--   state             text     -
--   state_label       text     Läge
--   overdue           boolean  -
--   principals        integer  -
--   of_principals     integer  -
--   actors            integer  -
--   of_actors         integer  -
--   reached           text     Har nått
--   note              text     Kommentar
--   known_on          date     -
--   origin            text     -
--   synthetic         boolean  -
with by_principal as (
    select r.communication_id, count(*) as principals
    from communication_principal_in_force as r
    join principal as p on p.code = r.principal_code and p.county_code = :county
    where r.concerns
    group by r.communication_id
),

by_actor as (
    select communication_id, count(*) as actors
    from communication_actor_in_force
    where concerns
    group by communication_id
),

planned as (
    select
        c.*, c.state = 'planned' and coalesce(c.planned_on < cast(:as_of as date), false) as overdue,
        by_principal.principals, (select count(*) from principal as p where p.county_code = :county) as of_principals,
        by_actor.actors, (select count(*) from actor) as of_actors, coalesce(c.done_on, c.planned_on) as day
    from communication_in_force as c
    left join by_principal on by_principal.communication_id = c.id
    left join by_actor on by_actor.communication_id = c.id
    where c.county_code = :county
)

select
    c.id as communication_id, c.title, c.kind, kind.label as kind_label, c.subject_id,
    coalesce(e.title, report.title) as subject, c.audience, c.channel, channel.label as channel_label, c.planned_on,
    c.done_on, c.state,
    state.label || case when c.overdue then ', dagen har passerat' else '' end as state_label, c.overdue,
    c.principals, c.of_principals, c.actors, c.of_actors,
    -- where nobody is named it is not known whom it reached, and nothing is said
    nullif(concat_ws(
        ', ', cast(c.principals as text) || ' av ' || cast(c.of_principals as text) || ' huvudmän',
        cast(c.actors as text) || ' av ' || cast(c.of_actors as text) || ' verksamheter'
    ), '') as reached,
    c.note, c.known_on, c.origin, c.synthetic
from planned as c
left join example_in_force as e on e.id = c.subject_id and c.kind = 'example'
left join research_report_in_force as report on report.id = c.subject_id and c.kind <> 'example'
left join scale_step as kind on kind.scale_id = 'communication_kind' and kind.code = c.kind
left join scale_step as channel on channel.scale_id = 'communication_channel' and channel.code = c.channel
left join scale_step as state on state.scale_id = 'communication_state' and state.code = c.state
order by c.day nulls last, c.id
