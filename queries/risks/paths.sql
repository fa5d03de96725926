-- Question: How has each risk moved between two days?
-- Grain: one row per risk known on the later day
-- Uses: risks/register
-- Parameters:
--   as_of      date  the later day
--   since      date  the earlier day
--   county     text  county code
--   principal  text  SCB code for one huvudman's own risks, or null for all
-- Columns:
--   risk_id           text     -
--   risk              text     Risk
--   scope             text     Gäller
--   from_likelihood   integer  Sannolikhet förut
--   likelihood        integer  Sannolikhet nu
--   from_consequence  integer  Konsekvens förut
--   consequence       integer  Konsekvens nu
--   from_response     text     Hantering förut
--   response_label    text     Hantering nu
--   state_label       text     Läge nu
--   moved             text     Vad som hänt
--   origin            text     -
--   synthetic         boolean  -
with before as (
    select
        a.risk_id, a.likelihood, a.consequence, a.state, response.label as response_label,
        row_number() over (partition by a.risk_id order by a.known_on desc, a.recorded_at desc, a.row_id desc) as nth_latest
    from risk_assessment as a
    left join scale_step as response on response.scale_id = 'risk_response' and response.code = a.response
    where greatest(a.known_on, cast(a.recorded_at as date)) <= cast(:since as date)
)

select
    r.risk_id, r.risk, r.scope, b.likelihood as from_likelihood, r.likelihood, b.consequence as from_consequence,
    r.consequence, b.response_label as from_response, r.response_label, r.state_label,
    case
        when b.risk_id is null and not exists (
            select 1 from risk where risk.id = r.risk_id and greatest(risk.known_on, cast(risk.recorded_at as date)) <= cast(:since as date)
        ) then 'Ny'
        when b.risk_id is null then 'Bedömd för första gången'
        when r.state = 'closed' and b.state = 'closed' then 'Stängd sedan tidigare'
        when r.state = 'closed' then 'Stängd'
        when r.likelihood is null or b.likelihood is null then 'Inte bedömd'
        when r.likelihood = b.likelihood and r.consequence = b.consequence then 'Oförändrad'
        when r.likelihood >= b.likelihood and r.consequence >= b.consequence then 'Större'
        when r.likelihood <= b.likelihood and r.consequence <= b.consequence then 'Mindre'
        else 'Annorlunda'
    end as moved,
    r.origin, r.synthetic
from register as r
left join before as b on b.risk_id = r.risk_id and b.nth_latest = 1
left join principal as p on p.code = r.principal_code
order by p.sort_order nulls first, r.risk
