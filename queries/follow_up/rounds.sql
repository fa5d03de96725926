-- Question: Which rounds are known, and how many huvudmän have answered each?
-- Grain: one row per round
-- In force: round, answer
-- Parameters:
--   as_of       date  the day the picture is of
--   county      text  county code
--   work_group  text  work group id, or null for all huvudmän
-- Columns:
--   round_id      text     Kod
--   round         text     Omgång
--   purpose       text     Syfte
--   sent_on       date     Skickad
--   due_on        date     Svar senast
--   closed_on     date     Stängd
--   status        text     -
--   version       integer  Frågornas version
--   answered      integer  Har svarat
--   invited       integer  Tillfrågade
--   previous_id   text     -
--   synthetic     boolean  -
with invited as (
    select code
    from principal
    where county_code = :county and (cast(:work_group as text) is null or work_group_id = :work_group)
),

answers as (
    select
        a.round_id, bool_or(a.synthetic) as synthetic,
        count(distinct a.principal_code) filter (where a.special is distinct from 'missing') as answered
    from answer_in_force as a
    join invited on invited.code = a.principal_code
    group by a.round_id
),

asked as (
    select count(*) as invited from invited
)

select
    r.id as round_id, r.name as round, r.purpose, r.sent_on, r.due_on, r.closed_on, r.status,
    r.questionnaire_version as version, coalesce(answers.answered, 0) as answered, asked.invited,
    lag(r.id) over (order by r.sort_order) as previous_id,
    r.synthetic or coalesce(answers.synthetic, false) as synthetic
from round_in_force as r
cross join asked
left join answers on answers.round_id = r.id
where r.county_code = :county
order by r.sort_order
