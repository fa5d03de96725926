-- Question: What has come in or changed since an earlier day?
-- Grain: one row per changed item: answers of a huvudman in a round, role, plan, risk, review passed, example and so on
-- In force: round, answer, role_status, plan_status, risk, risk_assessment, example, activity, decision, example_trial, communication, feedback
-- Parameters:
--   as_of   date  the day the picture is of
--   county  text  county code
--   since   date  the earlier day; what was known on it is not listed
-- Columns:
--   kind            text     -
--   kind_label      text     Slag
--   principal_code  text     -
--   principal       text     Huvudman
--   item            text     Vad
--   was             text     Förut
--   now             text     Nu
--   known_on        date     Känt sedan
--   source          text     Källa
--   item_id         text     -
--   origin          text     -
--   synthetic       boolean  -
with role_history as (
    select principal_code, role_id, status, funding, row_number() over (
        partition by principal_code, role_id order by known_on desc, recorded_at desc, row_id desc
    ) as nth_latest
    from role_status
    where greatest(known_on, cast(recorded_at as date)) <= cast(:since as date)
),

plan_history as (
    select principal_code, status, row_number() over (
        partition by principal_code order by known_on desc, recorded_at desc, row_id desc
    ) as nth_latest
    from plan_status
    where greatest(known_on, cast(recorded_at as date)) <= cast(:since as date)
),

risk_history as (
    select risk_id, response, row_number() over (
        partition by risk_id order by known_on desc, recorded_at desc, row_id desc
    ) as nth_latest
    from risk_assessment
    where greatest(known_on, cast(recorded_at as date)) <= cast(:since as date)
),

trial_history as (
    select example_id, principal_code, state, row_number() over (
        partition by example_id, principal_code order by known_on desc, recorded_at desc, row_id desc
    ) as nth_latest
    from example_trial
    where greatest(known_on, cast(recorded_at as date)) <= cast(:since as date)
),

communication_history as (
    select id, state, row_number() over (partition by id order by known_on desc, recorded_at desc, row_id desc) as nth_latest
    from communication
    where greatest(known_on, cast(recorded_at as date)) <= cast(:since as date)
),

feedback_history as (
    select id, state, row_number() over (partition by id order by known_on desc, recorded_at desc, row_id desc) as nth_latest
    from feedback
    where greatest(known_on, cast(recorded_at as date)) <= cast(:since as date)
),

old as (
    select 'risk' as kind, id from risk where greatest(known_on, cast(recorded_at as date)) <= cast(:since as date)
    union
    select 'example', id from example where greatest(known_on, cast(recorded_at as date)) <= cast(:since as date)
    union
    select 'activity', id from activity where greatest(known_on, cast(recorded_at as date)) <= cast(:since as date)
    union
    select 'decision', id from decision where greatest(known_on, cast(recorded_at as date)) <= cast(:since as date)
),

changes as (
    select
        1 as kind_order, 'answer' as kind, 'Svar' as kind_label, a.principal_code, r.name as item,
        cast(null as text) as was, cast(count(*) as text) || ' svar' as now, max(a.known_on) as known_on,
        max(a.source_id) as source_id, min(a.round_id) as item_id, min(a.origin) as origin,
        bool_or(a.synthetic) as synthetic
    from answer_in_force as a
    join round_in_force as r on r.id = a.round_id and r.county_code = :county
    where a.seen_on > cast(:since as date) and a.principal_code is not null and a.special is distinct from 'missing'
    group by a.principal_code, r.name
    union all
    select
        2, 'role', 'Roll', n.principal_code, role.name,
        case when h.funding <> n.funding then was.label || ', finansiering: ' || lower(paid.label) else was.label end,
        case when h.funding <> n.funding then now.label || ', finansiering: ' || lower(pays.label) else now.label end,
        n.known_on, n.source_id, n.role_id, n.origin, n.synthetic
    from role_status_in_force as n
    join role on role.id = n.role_id
    left join role_history as h on h.principal_code = n.principal_code and h.role_id = n.role_id and h.nth_latest = 1
    left join scale_step as was on was.scale_id = 'role_status' and was.code = h.status
    left join scale_step as now on now.scale_id = 'role_status' and now.code = n.status
    left join scale_step as paid on paid.scale_id = 'funding' and paid.code = h.funding
    left join scale_step as pays on pays.scale_id = 'funding' and pays.code = n.funding
    where n.seen_on > cast(:since as date)
        and (h.status is null or h.status <> n.status or h.funding <> n.funding)
    union all
    select
        3, 'plan', 'Lokal plan', n.principal_code, coalesce(n.document_name, 'Lokal plan'), was.label, now.label,
        n.known_on, n.source_id, null, n.origin, n.synthetic
    from plan_status_in_force as n
    left join plan_history as h on h.principal_code = n.principal_code and h.nth_latest = 1
    left join scale_step as was on was.scale_id = 'plan_status' and was.code = h.status
    left join scale_step as now on now.scale_id = 'plan_status' and now.code = n.status
    where n.seen_on > cast(:since as date) and (h.status is null or h.status <> n.status)
    union all
    select
        4, 'risk', 'Risk', risk.principal_code, risk.title, was.label,
        coalesce(now.label || ', ' || lower(state.label), 'Ny, ännu inte bedömd'),
        coalesce(n.known_on, risk.known_on), coalesce(n.source_id, risk.source_id), risk.id,
        coalesce(n.origin, risk.origin), coalesce(n.synthetic, risk.synthetic)
    from risk_in_force as risk
    left join risk_assessment_in_force as n on n.risk_id = risk.id
    left join old on old.kind = 'risk' and old.id = risk.id
    left join risk_history as h on h.risk_id = risk.id and h.nth_latest = 1
    left join scale_step as was on was.scale_id = 'risk_response' and was.code = h.response
    left join scale_step as now on now.scale_id = 'risk_response' and now.code = n.response
    left join scale_step as state on state.scale_id = 'risk_state' and state.code = n.state
    where risk.county_code = :county and (n.seen_on > cast(:since as date) or old.id is null)
    union all
    select
        5, 'review', 'Översyn', risk.principal_code, risk.title, 'Ses över ' || cast(n.review_on as text), 'Dagen har passerat',
        n.review_on, n.source_id, risk.id, n.origin, n.synthetic
    from risk_assessment_in_force as n
    join risk_in_force as risk on risk.id = n.risk_id and risk.county_code = :county
    where n.state <> 'closed' and n.review_on >= cast(:since as date) and n.review_on < cast(:as_of as date)
    union all
    select
        6, 'example', case when e.kind = 'works' then 'Exempel' else 'Lärdom' end, e.principal_code, e.title, null,
        case when old.id is null then 'Nytt' else 'Ändrat' end, e.known_on, e.source_id, e.id, e.origin, e.synthetic
    from example_in_force as e
    left join old on old.kind = 'example' and old.id = e.id
    where e.county_code = :county and e.seen_on > cast(:since as date)
    union all
    select
        7, 'activity', 'Aktivitet', a.principal_code, a.title, case when old.id is null then null else 'Känd sedan tidigare' end,
        case
            when a.held_on is null then coalesce(a.date_text, 'Dagen framgår inte')
            when a.held_on > cast(:as_of as date) then 'Planerad'
            else 'Genomförd'
        end,
        a.known_on, a.source_id, a.id, a.origin, a.synthetic
    from activity_in_force as a
    left join old on old.kind = 'activity' and old.id = a.id
    where a.county_code = :county and a.seen_on > cast(:since as date)
    union all
    select
        8, 'decision', 'Beslut', null, d.text, case when old.id is null then null else 'Fattat tidigare' end,
        state.label || case when d.due_on is null then '' else ', senast ' || cast(d.due_on as text) end,
        d.known_on, d.source_id, d.id, d.origin, d.synthetic
    from decision_in_force as d
    left join old on old.kind = 'decision' and old.id = d.id
    left join scale_step as state on state.scale_id = 'decision_state' and state.code = d.state
    where d.county_code = :county and d.seen_on > cast(:since as date)
    union all
    select
        9, 'trial', 'Provning', t.principal_code,
        e.title || ' (' || case when e.anonymous then 'utan avsändare' else coalesce(giver.short_name, 'hela länet') end || ')',
        was.label, now.label, t.known_on, t.source_id, t.example_id, t.origin, t.synthetic
    from example_trial_in_force as t
    join example_in_force as e on e.id = t.example_id
    left join principal as giver on giver.code = e.principal_code
    left join trial_history as h
        on h.example_id = t.example_id and h.principal_code = t.principal_code and h.nth_latest = 1
    left join scale_step as was on was.scale_id = 'trial_state' and was.code = h.state
    left join scale_step as now on now.scale_id = 'trial_state' and now.code = t.state
    where e.county_code = :county and t.seen_on > cast(:since as date) and h.state is distinct from t.state
    union all
    select
        10, 'communication', 'Kommunikation', null, c.title, was.label,
        now.label || case
            when c.state = 'done' and c.done_on is not null then ' ' || cast(c.done_on as text)
            when c.state = 'planned' and c.planned_on is not null then ' till ' || cast(c.planned_on as text)
            else ''
        end,
        c.known_on, c.source_id, c.id, c.origin, c.synthetic
    from communication_in_force as c
    left join communication_history as h on h.id = c.id and h.nth_latest = 1
    left join scale_step as was on was.scale_id = 'communication_state' and was.code = h.state
    left join scale_step as now on now.scale_id = 'communication_state' and now.code = c.state
    where c.county_code = :county and c.seen_on > cast(:since as date) and h.state is distinct from c.state
    union all
    select
        11, 'feedback', 'Återkoppling', f.principal_code,
        case when length(f.text) > 90 then left(f.text, 90) || '…' else f.text end, was.label, now.label, f.known_on, f.source_id, f.id,
        f.origin, f.synthetic
    from feedback_in_force as f
    left join feedback_history as h on h.id = f.id and h.nth_latest = 1
    left join scale_step as was on was.scale_id = 'feedback_state' and was.code = h.state
    left join scale_step as now on now.scale_id = 'feedback_state' and now.code = f.state
    where f.county_code = :county and f.seen_on > cast(:since as date) and h.state is distinct from f.state
)

select
    c.kind, c.kind_label, c.principal_code,
    case when e.anonymous then 'Utan avsändare' else coalesce(p.short_name, 'Hela länet') end as principal, c.item, c.was,
    c.now, c.known_on, source.title as source, c.item_id, c.origin, c.synthetic
from changes as c
join source on source.id = c.source_id
left join principal as p on p.code = c.principal_code
left join example_in_force as e on c.kind = 'example' and e.id = c.item_id
where p.code is null or p.county_code = :county
order by c.kind_order, c.known_on desc, p.sort_order nulls first, c.item
