-- Question: What should the next meeting take up?
-- Grain: one row per thing that waits: answer, risk to review or on hold, late decision, milestone due in 30 days, example
-- In force: round, answer, risk, risk_assessment, decision, milestone, example
-- Parameters:
--   as_of   date  the day the picture is of
--   county  text  county code
--   round   text  round id
-- Columns:
--   kind            text     -
--   kind_label      text     Slag
--   principal_code  text     -
--   principal       text     Huvudman
--   item            text     Vad
--   why             text     Varför nu
--   item_id         text     -
--   origin          text     -
--   synthetic       boolean  -
with waiting as (
    select
        1 as kind_order, 'no_answer' as kind, 'Inget svar' as kind_label, p.code as principal_code, r.name as item,
        case
            when r.due_on is null then 'Inget svar har kommit'
            when r.due_on < cast(:as_of as date) then 'Sista svarsdag var ' || cast(r.due_on as text)
            else 'Sista svarsdag är ' || cast(r.due_on as text)
        end as why,
        r.id as item_id, r.origin, r.synthetic
    from principal as p
    join round_in_force as r on r.id = :round and r.county_code = p.county_code
    where p.county_code = :county and not exists (
        select 1 from answer_in_force as a
        where a.round_id = r.id and a.principal_code = p.code and a.special is distinct from 'missing'
    )
    union all
    select
        2, 'review', 'Risk att se över', k.principal_code, k.title, 'Skulle ses över ' || cast(a.review_on as text),
        k.id, a.origin, a.synthetic
    from risk_assessment_in_force as a
    join risk_in_force as k on k.id = a.risk_id and k.county_code = :county
    where a.state <> 'closed' and a.review_on < cast(:as_of as date)
    union all
    select
        3, 'hold', 'Risk på avvakta', k.principal_code, k.title, 'Avvaktar sedan ' || cast(a.known_on as text),
        k.id, a.origin, a.synthetic
    from risk_assessment_in_force as a
    join risk_in_force as k on k.id = a.risk_id and k.county_code = :county
    where a.state <> 'closed' and a.response = 'hold' and a.known_on < cast(:as_of as date) - interval '180' day
        and coalesce(a.review_on >= cast(:as_of as date), true)
    union all
    select
        4, 'decision', 'Beslut att följa upp', null, d.text, 'Skulle vara klart ' || cast(d.due_on as text),
        d.id, d.origin, d.synthetic
    from decision_in_force as d
    where d.county_code = :county and d.state in ('open', 'ongoing') and d.due_on < cast(:as_of as date)
    union all
    select
        5, 'milestone', 'Delmål', null, m.title,
        case when m.due_on < cast(:as_of as date) then 'Skulle nås ' else 'Ska nås ' end || cast(m.due_on as text),
        m.id, m.origin, m.synthetic
    from milestone_in_force as m
    where m.county_code = :county and m.state in ('planned', 'ongoing')
        and m.due_on < cast(:as_of as date) + interval '30' day
    union all
    select
        6, 'not_evaluated', 'Exempel att utvärdera', e.principal_code, e.title, 'Ingen har utvärderat det', e.id,
        e.origin, e.synthetic
    from example_in_force as e
    where e.county_code = :county and e.evaluated <> 'yes'
)

select
    w.kind, w.kind_label, w.principal_code,
    coalesce(p.short_name, case when e.anonymous then 'Utan avsändare' else 'Hela länet' end) as principal,
    w.item, w.why, w.item_id, w.origin, w.synthetic
from waiting as w
left join principal as p on p.code = w.principal_code
left join example_in_force as e on e.id = w.item_id
order by w.kind_order, p.sort_order nulls first, w.item
