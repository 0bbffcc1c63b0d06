import django.db.models.deletion
import kyodo.kernel.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('city', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Conditions',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=kyodo.kernel.text.new_ref, editable=False, max_length=12, unique=True)),
                ('text', models.TextField(verbose_name='要件の文（1行に1つ）')),
                ('adopted_at', models.DateTimeField(db_index=True, verbose_name='適用した日時')),
            ],
            options={
                'verbose_name': '登録の要件',
                'ordering': ['-adopted_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=kyodo.kernel.text.new_ref, editable=False, max_length=12, unique=True)),
                ('state', models.CharField(choices=[('preview', '確認中'), ('running', '取り込み中'), ('done', '取り込み済み'), ('undoing', '取り消し中'), ('undone', '取り消し済み'), ('discarded', '中止')], default='preview', max_length=10, verbose_name='状態')),
                ('file_name', models.CharField(max_length=200, verbose_name='ファイル名')),
                ('headers', models.JSONField(default=list, verbose_name='見出し')),
                ('mapping', models.JSONField(default=list, verbose_name='列の対応')),
                ('row_count', models.PositiveIntegerField(default=0, verbose_name='行数')),
                ('group_count', models.PositiveIntegerField(default=0, verbose_name='団体の数')),
                ('fault_count', models.PositiveIntegerField(default=0, verbose_name='読み取れないところの数')),
                ('uploaded_at', models.DateTimeField(verbose_name='読み込んだ日時')),
            ],
            options={
                'verbose_name': '取り込み',
                'ordering': ['-uploaded_at', '-pk'],
                'indexes': [models.Index(fields=['-uploaded_at'], name='groups_batch_newest')],
            },
        ),
        migrations.CreateModel(
            name='BatchFault',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.PositiveIntegerField(verbose_name='行')),
                ('name', models.CharField(blank=True, max_length=100, verbose_name='団体名')),
                ('sentence', models.CharField(max_length=300, verbose_name='理由')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='faults', to='groups.batch')),
            ],
            options={
                'verbose_name': '読み取れないところ',
                'ordering': ['row', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Group',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=kyodo.kernel.text.new_ref, editable=False, max_length=12, unique=True)),
                ('state', models.CharField(choices=[('draft', '下書き'), ('submitted', '申請中'), ('returned', '修正をお願い中'), ('registered', '登録'), ('refused', '登録しない'), ('cancelled', '取下げ'), ('withdrawn', '登録終了')], default='draft', max_length=10, verbose_name='状態')),
                ('number', models.CharField(blank=True, max_length=30, verbose_name='登録番号')),
                ('registered_on', models.DateField(blank=True, null=True, verbose_name='登録日')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='有効期限')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='登録を終えた日')),
                ('asked_for', models.DateField(blank=True, null=True, verbose_name='更新をお願いした期限')),
                ('reason', models.TextField(blank=True, verbose_name='市からのお知らせ・終えた理由')),
                ('channel', models.CharField(choices=[('web', 'インターネット'), ('counter', '窓口'), ('post', '郵送'), ('fax', 'FAX'), ('mail', 'メール'), ('phone', '電話'), ('register', '名簿からの取り込み')], default='web', max_length=10, verbose_name='受付方法')),
                ('received_at', models.DateTimeField(verbose_name='受付日時')),
                ('name', models.CharField(max_length=100, verbose_name='団体名')),
                ('kana', models.CharField(blank=True, max_length=200, verbose_name='フリガナ')),
                ('kind', models.CharField(choices=[('voluntary', '任意団体・ボランティア団体'), ('npo', 'NPO法人（特定非営利活動法人）'), ('neighbourhood', '自治会・町内会'), ('autonomy', '自治振興会・地域協議会'), ('association', '一般・公益社団法人、財団法人'), ('welfare', '社会福祉法人・社会福祉協議会'), ('cooperative', '協同組合・労働者協同組合'), ('company', '企業・事業者'), ('merchants', '商店会・経済団体'), ('school', '学校・PTA'), ('university', '大学・学生団体'), ('committee', '実行委員会・ネットワーク'), ('other', 'その他')], default='voluntary', max_length=15, verbose_name='団体の種類')),
                ('corporate_number', models.CharField(blank=True, max_length=13, verbose_name='法人番号')),
                ('founded', models.DateField(blank=True, null=True, verbose_name='設立年月')),
                ('purpose', models.TextField(blank=True, max_length=1000, verbose_name='目的')),
                ('activities', models.TextField(blank=True, max_length=2000, verbose_name='主な活動')),
                ('url', models.URLField(blank=True, max_length=300, verbose_name='ホームページ・SNS')),
                ('postcode', models.CharField(blank=True, max_length=7, verbose_name='郵便番号')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='所在地')),
                ('phone', models.CharField(blank=True, max_length=11, verbose_name='電話番号')),
                ('fax', models.CharField(blank=True, max_length=11, verbose_name='FAX')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='メールアドレス')),
                ('members', models.PositiveIntegerField(blank=True, null=True, verbose_name='会員数')),
                ('resident_members', models.PositiveIntegerField(blank=True, null=True, verbose_name='うち市内の会員数')),
                ('fee', models.CharField(blank=True, max_length=200, verbose_name='会費')),
                ('meeting_place', models.CharField(blank=True, max_length=100, verbose_name='集まる場所')),
                ('meeting_frequency', models.CharField(blank=True, max_length=100, verbose_name='集まる日・回数')),
                ('looking_for_members', models.BooleanField(default=False, verbose_name='会員・参加者を募集している')),
                ('looking_for', models.TextField(blank=True, max_length=400, verbose_name='募集の内容')),
                ('accounts_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='決算の年度')),
                ('income', models.BigIntegerField(blank=True, null=True, verbose_name='収入（円）')),
                ('expense', models.BigIntegerField(blank=True, null=True, verbose_name='支出（円）')),
                ('publication', models.JSONField(blank=True, default=dict, verbose_name='公開の設定')),
                ('name_key', models.CharField(editable=False, max_length=200)),
                ('search_key', models.CharField(editable=False, max_length=400)),
                ('sort_key', models.CharField(editable=False, max_length=200)),
                ('batch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='groups.batch', verbose_name='取り込み')),
                ('wards', models.ManyToManyField(blank=True, related_name='groups', to='city.ward', verbose_name='活動する地区')),
            ],
            options={
                'verbose_name': '団体',
                'ordering': ['sort_key', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Confirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('profile', '団体のこと'), ('contact', '連絡先'), ('activity', '会員と活動のようす')], max_length=10, verbose_name='まとまり')),
                ('source', models.CharField(choices=[('group', '団体の申告'), ('office', '市が書類・聞き取りで記入'), ('register', 'これまでの名簿')], max_length=10, verbose_name='出どころ')),
                ('confirmed_on', models.DateField(verbose_name='確認した日')),
                ('confirmed_by', models.CharField(max_length=100, verbose_name='確認した人')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to='groups.group')),
            ],
            options={
                'verbose_name': '情報の日付',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(verbose_name='順')),
                ('statement', models.TextField(verbose_name='示した文')),
                ('holds', models.BooleanField(verbose_name='当てはまる')),
                ('answered_at', models.DateTimeField(verbose_name='回答日時')),
                ('answered_by', models.CharField(max_length=100, verbose_name='回答した人')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='groups.group')),
            ],
            options={
                'verbose_name': '要件への回答',
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='GroupField',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.PositiveSmallIntegerField(choices=[(1, '保健・医療・福祉'), (2, '社会教育'), (3, 'まちづくり'), (4, '観光'), (5, '農山漁村・中山間地域'), (6, '学術・文化・芸術・スポーツ'), (7, '環境の保全'), (8, '災害救援'), (9, '地域安全'), (10, '人権擁護・平和'), (11, '国際協力'), (12, '男女共同参画'), (13, '子どもの健全育成'), (14, '情報化社会'), (15, '科学技術'), (16, '経済活動の活性化'), (17, '職業能力・雇用機会'), (18, '消費者の保護'), (19, '団体への助言・援助'), (20, '条例で定める活動')], verbose_name='分野')),
                ('order', models.PositiveSmallIntegerField(verbose_name='順')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fields', to='groups.group')),
            ],
            options={
                'verbose_name': '団体の分野',
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=kyodo.kernel.text.new_ref, editable=False, max_length=12, unique=True)),
                ('role', models.CharField(choices=[('representative', '代表'), ('contact', '連絡担当'), ('member', '会員')], default='member', max_length=15, verbose_name='役割')),
                ('title', models.CharField(blank=True, max_length=30, verbose_name='肩書')),
                ('since', models.DateField(verbose_name='開始日')),
                ('until', models.DateField(blank=True, null=True, verbose_name='終了日')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='groups.group', verbose_name='団体')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='人')),
            ],
            options={
                'verbose_name': '所属',
                'ordering': ['since', 'pk'],
            },
        ),
        migrations.AddIndex(
            model_name='group',
            index=models.Index(fields=['sort_key', 'id'], name='group_order'),
        ),
        migrations.AddIndex(
            model_name='group',
            index=models.Index(fields=['state', 'sort_key', 'id', 'valid_until', 'search_key'], name='group_list'),
        ),
        migrations.AddIndex(
            model_name='group',
            index=models.Index(condition=models.Q(('state', 'registered')), fields=['valid_until'], name='group_validity'),
        ),
        migrations.AddIndex(
            model_name='group',
            index=models.Index(fields=['name_key'], name='group_name_key'),
        ),
        migrations.AddIndex(
            model_name='group',
            index=models.Index(fields=['kana'], name='group_kana'),
        ),
        migrations.AddIndex(
            model_name='group',
            index=models.Index(fields=['phone'], name='group_phone'),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('number',), name='group_number_once'),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'registered'), _negated=True), models.Q(models.Q(('number', ''), _negated=True), ('registered_on__isnull', False), ('valid_until__isnull', False)), _connector='OR'), name='group_registered_has_number'),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.CheckConstraint(condition=models.Q(('resident_members', None), ('members', None), ('resident_members__lte', models.F('members')), _connector='OR'), name='group_residents_within_members'),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('returned', 'refused', 'withdrawn')), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='group_turned_back_with_reason'),
        ),
        migrations.AddIndex(
            model_name='confirmation',
            index=models.Index(fields=['confirmed_on'], name='group_confirmed_on'),
        ),
        migrations.AddConstraint(
            model_name='confirmation',
            constraint=models.UniqueConstraint(fields=('group', 'part'), name='group_confirmation_once'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(fields=('group', 'order'), name='group_answer_once'),
        ),
        migrations.AddIndex(
            model_name='groupfield',
            index=models.Index(fields=['code', 'group'], name='group_field_code'),
        ),
        migrations.AddConstraint(
            model_name='groupfield',
            constraint=models.UniqueConstraint(fields=('group', 'code'), name='group_field_once'),
        ),
        migrations.AddIndex(
            model_name='membership',
            index=models.Index(fields=['person', 'since'], name='membership_person'),
        ),
        migrations.AddIndex(
            model_name='membership',
            index=models.Index(fields=['group', 'role', 'since'], name='membership_group'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(condition=models.Q(('until', None)), fields=('group', 'person', 'role'), name='membership_role_once'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(condition=models.Q(('role', 'representative'), ('until', None)), fields=('group',), name='one_representative_a_group'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='membership_period'),
        ),
    ]
