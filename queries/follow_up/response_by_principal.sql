-- Question: Who has answered the round, who is outstanding?
-- Grain: one row per huvudman
-- In force: mailout, answer
-- Parameters:
--   as_of       date  the day the picture is of
--   county      text  county code
--   round       text  round id
--   work_group  text  work group id, or null for all huvudmän
-- Columns:
--   principal_code  text     Kod
--   principal       text     Huvudman
--   work_group      text     Arbetsgrupp
--   state           text     -
--   state_label     text     Utskick
--   answers         integer  Besvarade frågor
--   answered_on     date     Senaste svar
--   answered_by     text     Besvarat av
--   synthetic       boolean  -
with answers as (
    select
        principal_code, count(*) filter (where special is distinct from 'missing') as answers,
        max(known_on) as answered_on, bool_or(synthetic) as synthetic
    from answer_in_force
    where round_id = :round and principal_code is not null
    group by principal_code
),

-- answers may have come in without a mail-out on record: then they say how far the huvudman has come
came as (
    select
        principal_code,
        case when answers >= (select count(*) from measure where kept_in = 'answer' and answered_by = 'huvudman')
            then 'answered' else 'partial' end as status
    from answers
    where answers > 0
)

select
    p.code as principal_code, p.short_name as principal, work_group.name as work_group,
    coalesce(m.status, came.status, 'not_sent') as state, step.label as state_label,
    coalesce(answers.answers, 0) as answers, answers.answered_on, m.answered_by_function as answered_by,
    coalesce(bool_or(answers.synthetic or m.synthetic) over (), false) as synthetic
from principal as p
left join work_group on work_group.id = p.work_group_id
left join mailout_in_force as m on m.principal_code = p.code and m.round_id = :round
left join answers on answers.principal_code = p.code
left join came on came.principal_code = p.code
left join scale_step as step
    on step.scale_id = 'mailout_status' and step.code = coalesce(m.status, came.status, 'not_sent')
where p.county_code = :county and (cast(:work_group as text) is null or p.work_group_id = :work_group)
order by p.sort_order
