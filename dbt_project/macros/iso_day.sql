{# The first day that an ISO text ("2025-04-03", "2025-02", "2025") names; null for what is no such text. #}
{% macro first_day_of(iso_text) -%}
    try_cast(
        case length({{ iso_text }})
            when 4 then {{ iso_text }} || '-01-01'
            when 7 then {{ iso_text }} || '-01'
            else {{ iso_text }}
        end as date
    )
{%- endmacro %}

{# Timestamps as text that sorts as they do, for the ranks that the Python models compare. #}
{% macro utc_text(timestamp) -%}
    strftime(({{ timestamp }}) at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')
{%- endmacro %}
