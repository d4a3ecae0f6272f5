{# DuckDB only: text without accents, case and punctuation, or null; one person's name in two typings is one key. #}
{% macro fold_text(column) -%}
    nullif(trim(regexp_replace(lower(strip_accents({{ column }})), '[^\p{L}\p{N}]+', ' ', 'g')), '')
{%- endmacro %}


{# DuckDB only: the distinct texts of a list in one text, each with its length before it, so that borders are clear. #}
{% macro join_list(column) -%}
    array_to_string(list_transform(list_sort(list_distinct({{ column }})), lambda item: length(item) || ':' || item), '')
{%- endmacro %}


{# 16 hex digits of a hash of texts that are never null. #}
{% macro hash_texts(columns) -%}
    left(md5({% for column in columns %}length({{ column }}) || ':' || {{ column }}{{ ' || ' if not loop.last }}{% endfor %}), 16)
{%- endmacro %}
