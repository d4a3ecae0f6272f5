{# DuckDB only: the first day of a date told as day, month or year ("2025-04-03", "2025-02", "2025"); null when unreadable. #}
{% macro first_day(column) -%}
    case length({{ column }})
        when 10 then try_cast({{ column }} as date)
        when 7 then try_cast({{ column }} || '-01' as date)
        when 4 then try_cast({{ column }} || '-01-01' as date)
    end
{%- endmacro %}
