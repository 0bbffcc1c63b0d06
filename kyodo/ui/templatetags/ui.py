"""Every component of the house. Templates need no {% load %}: the settings make this library a builtin.

Acts      {% button label=_("提出する") %}  kind= first second danger quiet; name= value= small=True
          {% link_button label=… href=… %}   {% post_button label=… action=url %}  one-button form, with key and token
          {% acts %}…{% endacts %}           the row of acts        {% back_link href=… label=… %}   {% print_button %}
Words     {% chip word=… tone= %}            plain active good wait bad
          {% side of="citizens" %}           ● 市民 ■ 行政 ◆ 中立; label= another name
          {% day date %}  {% day moment time=True %}   <time>令和8年（2026年）4月1日（水）</time>
          {% period since= until= %}         from day to day, hour to hour, fiscal year to fiscal year; no until= goes on
          {{ date|era_date }} {{ moment|era_time }} {{ date_or_year|era_year }} {{ amount|yen }} {{ digits|phone }} {{ digits|postcode }}
          {% due on=date left=3 %}           left: open days, negative is late; without left only the day
Panels    {% notice kind= title= %}…{% endnotice %}            info success warning error trial
          {% grid %}{% card title= href= %}…{% endcard %}{% endgrid %}
          {% facts %}{% fact term= change= %}…{% endfact %}{% endfacts %}   {% facts_of rows= %}   {% summary_list rows= %}  parts.Fact
          {% sides %}{% citizens sub= %}…{% endcitizens %}{% city sub= %}…{% endcity %}{% endsides %}
          {% pairs rows= caption= note= %}   parts.Pair: the two equal columns as a table
          {% confirmation title= ref= following= by= %}…{% endconfirmation %}
          {% refusal sentence= helps= %}…{% endrefusal %}   {% empty title= %}…{% endempty %}   {% fold title= %}…{% endfold %}
Lists     {% entries %}{% entry title= href= %}small print{% endentry %}{% endentries %}
          {% task_list tasks= %}  parts.Task            {% pager newer=url older=url %}
          {% table caption= dense= stack= %}<thead>…{% endtable %}   {% data_table columns= rows= caption= dense= %}  parts.Column
          {% filter_panel form= applied= count= more=False %}  parts.Applied
Frame     {% url_or_none "room:page" ref as url %}   {% breadcrumb %}{% crumb label= href= %}{% crumb label= %}{% endbreadcrumb %}
          {% said_again "title" %}           a block of this page once more
Forms     {% form_block form=form submit=_("提出する") back=url %}extra{% endform_block %}   fields=False: lay them out inside
          {% error_summary form=form %}      (form_block has it already)
Pictures  {% lanes columns= ties= caption= %}  drawing.Lane, drawing.Tie
          {% life steps= line=True %}  parts.Step    {% steps names= current=2 %}   {% progress value= total= label= %}
          {% gap_chart rows= caption= %}  parts.Dots   {% bars rows= caption= unit= %}  parts.Bar   {% family_tree root= caption= %}  parts.Branch

Frame of a page: `{% extends "ui/page.html" %}` with the blocks title (also the h1), crumbs, lead, content, aside, width
("wide" for staff tables and columns). Text is set apart with class="ky-stack" (sections) or "ky-text" (prose).
"""

from django.template import Library

from kyodo.ui.components import acts, forms, frame, lists, panels, pictures, words

SHELVES = (acts, words, panels, lists, frame, forms, pictures)

register = Library()
for shelf in SHELVES:
    register.tags.update(shelf.register.tags)
    register.filters.update(shelf.register.filters)
