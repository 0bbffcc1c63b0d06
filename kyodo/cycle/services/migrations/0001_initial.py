import django.core.serializers.json
import django.db.models.deletion
import kyodo.kernel.text
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('city', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=kyodo.kernel.text.new_ref, editable=False, max_length=12, unique=True)),
                ('state', models.CharField(choices=[('preview', '確認中'), ('running', '取り込み中'), ('done', '取り込み済み'), ('discarded', '取りやめ'), ('undoing', '取り消し中'), ('undone', '取り消し済み')], default='preview', max_length=10, verbose_name='状態')),
                ('file_name', models.CharField(max_length=200, verbose_name='ファイル名')),
                ('row_count', models.PositiveIntegerField(verbose_name='行数')),
                ('uploaded_at', models.DateTimeField(verbose_name='読み込んだ日時')),
            ],
            options={
                'verbose_name': '事務事業の取り込み',
                'ordering': ['-uploaded_at'],
            },
        ),
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=kyodo.kernel.text.new_ref, editable=False, max_length=12, unique=True)),
                ('code', models.CharField(max_length=30, unique=True, verbose_name='事業番号')),
                ('name', models.CharField(max_length=150, verbose_name='事業名')),
                ('purpose', models.TextField(blank=True, verbose_name='目的')),
                ('content', models.TextField(blank=True, verbose_name='内容')),
                ('law', models.CharField(blank=True, max_length=200, verbose_name='根拠法令')),
                ('budget', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='予算額（円）')),
                ('staff', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='人工')),
                ('target', models.CharField(blank=True, max_length=200, verbose_name='対象')),
                ('bearer', models.CharField(choices=[('direct', '直営'), ('commission', '委託'), ('joint', '協働'), ('subsidy', '補助'), ('manager', '指定管理'), ('private', '民間')], default='direct', max_length=10, verbose_name='現在の担い手')),
                ('zone', models.CharField(choices=[('A', 'A 市民の領域'), ('B', 'B 市民主体・行政協力'), ('C', 'C 対等な協働'), ('D', 'D 行政主体・市民協力'), ('E', 'E 行政の領域')], default='E', max_length=1, verbose_name='現在の領域')),
                ('public', models.BooleanField(default=True, verbose_name='公開する')),
                ('entered_at', models.DateTimeField(verbose_name='登録日時')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='終わった日時')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='services', to='city.section', verbose_name='担当課')),
            ],
            options={
                'verbose_name': '事務事業',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=kyodo.kernel.text.new_ref, editable=False, max_length=12, unique=True)),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('state', models.CharField(choices=[('checking', '自己点検中'), ('checked', '自己点検済み'), ('heard', 'ヒアリング済み'), ('decided', '判定済み')], default='checking', max_length=10, verbose_name='状態')),
                ('zone', models.CharField(blank=True, choices=[('A', 'A 市民の領域'), ('B', 'B 市民主体・行政協力'), ('C', 'C 対等な協働'), ('D', 'D 行政主体・市民協力'), ('E', 'E 行政の領域')], max_length=1, verbose_name='望ましい領域')),
                ('room', models.CharField(blank=True, choices=[('yes', 'あり'), ('consider', '検討'), ('no', 'なし')], max_length=10, verbose_name='協働の余地')),
                ('because', models.TextField(blank=True, verbose_name='理由')),
                ('forms', models.JSONField(blank=True, default=list, verbose_name='考えられる形態')),
                ('partners', models.CharField(blank=True, max_length=200, verbose_name='考えられる相手')),
                ('obstacle', models.CharField(blank=True, max_length=300, verbose_name='障害')),
                ('next_step', models.CharField(blank=True, choices=[('theme', 'テーマにする'), ('trial', '試してみる'), ('keep', 'いまのまま')], max_length=10, verbose_name='次の手')),
                ('heard', models.TextField(blank=True, verbose_name='ヒアリングの記録')),
                ('verdict', models.CharField(blank=True, choices=[('yes', 'あり'), ('consider', '検討'), ('no', 'なし')], max_length=10, verbose_name='判定')),
                ('verdict_because', models.TextField(blank=True, verbose_name='判定の理由')),
                ('no_theme_because', models.TextField(blank=True, verbose_name='テーマにしない理由')),
                ('opened_at', models.DateTimeField(verbose_name='始めた日時')),
                ('checked_at', models.DateTimeField(blank=True, null=True, verbose_name='自己点検の日時')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='判定の日時')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='services.service', verbose_name='事務事業')),
            ],
            options={
                'verbose_name': '協働点検',
                'ordering': ['-year', 'service__code'],
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=30, verbose_name='事業番号')),
                ('before', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, null=True, verbose_name='取り込み前')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='services.batch')),
            ],
            options={
                'verbose_name': '取り込みの跡',
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['code'], name='service_change_code')],
                'constraints': [models.UniqueConstraint(fields=('batch', 'code'), name='service_change_once')],
            },
        ),
        migrations.AddIndex(
            model_name='service',
            index=models.Index(fields=['section', 'code'], name='service_section'),
        ),
        migrations.AddIndex(
            model_name='service',
            index=models.Index(fields=['zone', 'code'], name='service_zone'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(fields=['year', 'state'], name='review_year_state'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(fields=['year', 'verdict'], name='review_year_verdict'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(fields=('service', 'year'), name='review_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'decided'), _negated=True), models.Q(models.Q(('verdict', ''), _negated=True), models.Q(('verdict_because', ''), _negated=True)), _connector='OR'), name='review_decided_why'),
        ),
    ]
