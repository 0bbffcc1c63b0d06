import django.core.serializers.json
import kyodo.kernel.text
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Errand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=kyodo.kernel.text.new_ref, editable=False, max_length=12, unique=True)),
                ('kind', models.CharField(max_length=50, verbose_name='種類')),
                ('subject_ref', models.CharField(max_length=100, verbose_name='対象')),
                ('sent_by', models.CharField(max_length=100, verbose_name='頼んだ人')),
                ('sent_at', models.DateTimeField(verbose_name='頼んだ日時')),
                ('total', models.PositiveIntegerField(verbose_name='全体の件数')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='済んだ件数')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='終わった日時')),
                ('fault', models.CharField(blank=True, max_length=500, verbose_name='止まった理由')),
            ],
            options={
                'verbose_name': '長い作業',
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['subject_ref', '-id'], name='errand_subject'), models.Index(condition=models.Q(('finished_at', None)), fields=['id'], name='errand_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(('done__lte', models.F('total'))), name='errand_done_within_total')],
            },
        ),
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=kyodo.kernel.text.new_ref, editable=False, max_length=12, unique=True)),
                ('from_ref', models.CharField(max_length=100, verbose_name='引き継ぐ人・課')),
                ('to_ref', models.CharField(max_length=100, verbose_name='引き受ける人・課')),
                ('on', models.DateField(verbose_name='引き継ぐ日')),
                ('entered_at', models.DateTimeField(verbose_name='入力した日時')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='済んだ日時')),
                ('moved', models.PositiveIntegerField(default=0, verbose_name='移した宿題の数')),
            ],
            options={
                'verbose_name': '引継ぎ',
                'ordering': ['-on', '-entered_at'],
                'indexes': [models.Index(condition=models.Q(('done_at', None)), fields=['on'], name='handover_waiting')],
                'constraints': [models.UniqueConstraint(fields=('from_ref', 'to_ref', 'on'), name='handover_once'), models.CheckConstraint(condition=models.Q(('from_ref', models.F('to_ref')), _negated=True), name='handover_to_another')],
            },
        ),
        migrations.CreateModel(
            name='Heartbeat',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(verbose_name='日時')),
            ],
            options={
                'verbose_name': '稼働の印',
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='one_heartbeat')],
            },
        ),
        migrations.CreateModel(
            name='Part',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_ref', models.CharField(max_length=100, verbose_name='対象')),
                ('rows', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='行')),
            ],
            options={
                'verbose_name': '行のまとまり',
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['subject_ref', 'id'], name='part_subject')],
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=kyodo.kernel.text.new_ref, editable=False, max_length=12, unique=True)),
                ('what', models.CharField(max_length=200, verbose_name='すること')),
                ('subject_ref', models.CharField(max_length=100, verbose_name='対象')),
                ('whole', models.CharField(max_length=100, verbose_name='案件')),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='対象の名前')),
                ('path', models.CharField(blank=True, max_length=200, verbose_name='開く頁')),
                ('holder', models.CharField(max_length=100, verbose_name='持ち主')),
                ('kind', models.CharField(default='next', max_length=30, verbose_name='種類')),
                ('due', models.DateField(blank=True, null=True, verbose_name='期限')),
                ('set_at', models.DateTimeField(verbose_name='出された日時')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='済んだ日時')),
                ('settled_by', models.CharField(blank=True, max_length=100, verbose_name='済ませた人')),
                ('remind_on', models.DateField(blank=True, null=True, verbose_name='次に知らせる日')),
                ('paused_until', models.DateField(blank=True, null=True, verbose_name='知らせを止めておく日')),
                ('paused_because', models.CharField(blank=True, max_length=300, verbose_name='止める理由')),
            ],
            options={
                'verbose_name': '宿題',
                'ordering': [models.OrderBy(models.F('due'), nulls_last=True), 'set_at'],
                'indexes': [models.Index(condition=models.Q(('settled_at', None)), fields=['holder', 'due'], name='task_open_holder'), models.Index(fields=['subject_ref', 'settled_at'], name='task_subject'), models.Index(fields=['whole', 'settled_at'], name='task_whole'), models.Index(condition=models.Q(('settled_at', None)), fields=['whole', 'due'], name='task_open_whole'), models.Index(condition=models.Q(('settled_at', None)), fields=['due'], name='task_open_due'), models.Index(condition=models.Q(('settled_at', None)), fields=['remind_on'], name='task_open_remind'), models.Index(fields=['holder', '-settled_at'], name='task_holder_settled')],
                'constraints': [models.CheckConstraint(condition=models.Q(('paused_until', None), models.Q(('paused_because', ''), _negated=True), _connector='OR'), name='task_paused_with_reason')],
            },
        ),
    ]
